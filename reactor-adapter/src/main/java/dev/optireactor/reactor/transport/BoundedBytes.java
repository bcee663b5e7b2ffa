package dev.optireactor.reactor.transport;

import java.io.ByteArrayOutputStream;

/** Bytes collected up to a limit. */
final class BoundedBytes {

    /** The limit would have been exceeded. Control flow inside this package, hence without a stack trace. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded() {
            super(null, null, false, false);
        }
    }

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    void write(byte[] source, int offset, int length) {
        if (length > limit - bytes.size()) {
            throw new Exceeded();
        }
        bytes.write(source, offset, length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
