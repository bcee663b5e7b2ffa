package dev.optireactor.core.event;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON in UTF-8, appended piece by piece to memory that grows and is used again. What only has to be copied is copied;
 * everything else is left to Jackson, whose generator appends to the same memory.
 */
final class JsonBuffer extends ByteArrayOutputStream {

    private static final int CAPACITY = 8 << 10;
    private static final int LARGEST_KEPT = 256 << 10;
    private static final int LONGEST_LONG = 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator((String) null).build();

    /** Writes single values, each flushed at once, so that nothing of them is left in it. */
    private final JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), this);

    JsonBuffer() {
        super(CAPACITY);
    }

    /** How many bytes there are. */
    int length() {
        return count;
    }

    /** Takes back all but the first bytes. */
    void truncate(int kept) {
        count = kept;
    }

    /** {@return all of it, which is then forgotten here} */
    byte[] take() {
        byte[] taken = Arrays.copyOf(buf, count);
        count = 0;
        if (buf.length > LARGEST_KEPT) {
            buf = new byte[CAPACITY];
        }
        return taken;
    }

    /** Appends JSON, or part of it, as it is. */
    void append(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, buf, count, json.length);
        count += json.length;
    }

    /** Appends a bracket or a comma. */
    void append(char punctuation) {
        reserve(1);
        buf[count++] = (byte) punctuation;
    }

    void text(String text) {
        if (!appendPlain(text)) {
            generator.writeString(text);
            generator.flush();
        }
    }

    /** Appends a text if each character is one byte that stands for itself; else nothing has changed. */
    private boolean appendPlain(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] target = buf;
        int at = count;
        target[at++] = '"';
        for (int i = 0; i < length; i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                return false;
            }
            target[at++] = (byte) each;
        }
        target[at++] = '"';
        count = at;
        return true;
    }

    void uuid(UUID uuid) {
        text(uuid.toString());
    }

    void number(long number) {
        reserve(LONGEST_LONG);
        count = NumberOutput.outputLong(number, buf, count);
    }

    void number(double number) {
        generator.writeNumber(number);
        generator.flush();
    }

    void number(float number) {
        generator.writeNumber(number);
        generator.flush();
    }

    void bool(boolean value) {
        generator.writeBoolean(value);
        generator.flush();
    }

    private void reserve(int more) {
        if (more > buf.length - count) {
            buf = Arrays.copyOf(buf, Math.max(count + more, 2 * buf.length));
        }
    }
}
