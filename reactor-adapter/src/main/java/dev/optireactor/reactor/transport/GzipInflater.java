package dev.optireactor.reactor.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip stream (RFC 1952) piece by piece as it arrives. The JDK's own stream would block for the next piece,
 * and Netty's decoder inflates a whole piece before anyone can object to its size.
 *
 * <p>Pieces come from one thread at a time; {@link #close()} may come from any thread at any time.
 */
final class GzipInflater implements AutoCloseable {

    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int FIXED_HEADER_LENGTH = 10;
    private static final int TRAILER_LENGTH = 8;

    private enum Stage {
        HEADER,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CHECKSUM,
        DATA,
        TRAILER
    }

    // A cancellation closes from another thread while a piece is being inflated. Freeing the native memory then is left
    // to the one who inflates, so that neither waits for the other.
    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSED = 2;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] chunk = new byte[8192];
    private Stage stage = Stage.HEADER;
    private int position;
    private int flags;
    private int extraLength;
    private long trailer;
    private boolean anyMember;

    /**
     * Inflates one piece.
     *
     * @throws DataFormatException when this is not gzip
     * @throws BoundedBytes.Exceeded when the output has no room
     */
    void write(byte[] piece, BoundedBytes output) throws DataFormatException {
        if (!state.compareAndSet(IDLE, BUSY)) {
            return;
        }
        try {
            int at = 0;
            while (at < piece.length) {
                at = stage == Stage.DATA ? inflate(piece, at, output) : frame(piece, at);
            }
        } finally {
            if (!state.compareAndSet(BUSY, IDLE)) {
                inflater.end();
            }
        }
    }

    /** Tells whether what was written so far ends where a gzip stream may end. */
    boolean isComplete() {
        return anyMember && stage == Stage.HEADER && position == 0;
    }

    @Override
    public void close() {
        if (state.getAndSet(CLOSED) == IDLE) {
            inflater.end();
        }
    }

    private int inflate(byte[] piece, int at, BoundedBytes output) throws DataFormatException {
        inflater.setInput(piece, at, piece.length - at);
        int length;
        do {
            length = inflater.inflate(chunk);
            checksum.update(chunk, 0, length);
            output.write(chunk, 0, length);
            // A full chunk may leave output behind even when all input is taken.
        } while (length > 0 && !inflater.finished());
        if (inflater.finished()) {
            enter(Stage.TRAILER);
        } else if (!inflater.needsInput()) {
            throw new DataFormatException("needs a dictionary");
        }
        return piece.length - inflater.getRemaining();
    }

    private int frame(byte[] piece, int at) throws DataFormatException {
        int value = piece[at] & 0xff;
        switch (stage) {
            case HEADER -> header(value);
            case EXTRA_LENGTH -> {
                extraLength |= value << (8 * position);
                if (++position == 2) {
                    enter(extraLength == 0 ? afterExtra() : Stage.EXTRA);
                }
            }
            case EXTRA -> {
                if (++position == extraLength) {
                    enter(afterExtra());
                }
            }
            case NAME -> {
                if (value == 0) {
                    enter(afterName());
                }
            }
            case COMMENT -> {
                if (value == 0) {
                    enter(afterComment());
                }
            }
            case HEADER_CHECKSUM -> {
                if (++position == 2) {
                    enter(Stage.DATA);
                }
            }
            case TRAILER -> trailer(value);
            case DATA -> throw new IllegalStateException("data is not part of the frame");
        }
        return at + 1;
    }

    private void header(int value) throws DataFormatException {
        boolean expected = switch (position) {
            case 0 -> value == 0x1f;
            case 1 -> value == 0x8b;
            case 2 -> value == 8;
            default -> true;
        };
        if (!expected) {
            throw new DataFormatException("not a gzip header");
        }
        if (position == 3) {
            flags = value;
        }
        if (++position == FIXED_HEADER_LENGTH) {
            extraLength = 0;
            enter(has(HAS_EXTRA) ? Stage.EXTRA_LENGTH : afterExtra());
        }
    }

    private Stage afterExtra() {
        return has(HAS_NAME) ? Stage.NAME : afterName();
    }

    private Stage afterName() {
        return has(HAS_COMMENT) ? Stage.COMMENT : afterComment();
    }

    private Stage afterComment() {
        return has(HAS_HEADER_CHECKSUM) ? Stage.HEADER_CHECKSUM : Stage.DATA;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private void trailer(int value) throws DataFormatException {
        trailer |= (long) value << (8 * position);
        if (++position < TRAILER_LENGTH) {
            return;
        }
        long expected = checksum.getValue() | ((inflater.getBytesWritten() & 0xffff_ffffL) << 32);
        if (trailer != expected) {
            throw new DataFormatException("checksum or length of the content is wrong");
        }
        anyMember = true;
        trailer = 0;
        checksum.reset();
        inflater.reset();
        enter(Stage.HEADER);
    }

    private void enter(Stage next) {
        stage = next;
        position = 0;
    }
}
