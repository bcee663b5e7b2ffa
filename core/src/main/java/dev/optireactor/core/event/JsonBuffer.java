package dev.optireactor.core.event;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON in UTF-8, in memory that grows and is used again. */
final class JsonBuffer extends ByteArrayOutputStream {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    JsonBuffer(int capacity) {
        super(capacity);
    }

    /** {@return what appends JSON here; to be closed, which leaves lists and objects open that are} */
    JsonGenerator generator() {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), this);
    }

    int capacity() {
        return buf.length;
    }

    /** Takes back all but the first bytes. */
    void truncate(int kept) {
        count = kept;
    }
}
