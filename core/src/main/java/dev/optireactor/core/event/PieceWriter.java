package dev.optireactor.core.event;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Lets Jackson's generator write JSON that is sent often, and cuts it where something comes in that differs. */
final class PieceWriter implements AutoCloseable {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream(512);
    private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), written);

    /** {@return what writes all of it, from start to end} */
    JsonGenerator json() {
        return json;
    }

    /** {@return what was written since the last cut} */
    byte[] cut() {
        json.flush();
        byte[] piece = written.toByteArray();
        written.reset();
        return piece;
    }

    /** {@return what was written since the last cut, and the name of a member whose value comes in} */
    byte[] cutAfter(String name) {
        json.writeName(name);
        // Writes the colon, and lets the generator believe that the value is there.
        json.writeRawValue("");
        return cut();
    }

    @Override
    public void close() {
        json.close();
    }
}
