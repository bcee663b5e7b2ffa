package dev.optireactor.core.bucketing;

/**
 * MurmurHash3 (x86, 32 bit, seed 1) over the UTF-8 form of a text that is the beginning of many keys.
 * <p>
 * Every bucketing key is the bucketing id followed by the id of a rule, holdout or group. So the state after the
 * bucketing id is kept here, and {@link #bucket(String)} only adds the rest, without allocating. Unpaired surrogates are
 * encoded as three bytes each; officially their bucket is unspecified.
 *
 * @see <a href="https://github.com/aappleby/smhasher/wiki/MurmurHash3">MurmurHash3</a>
 */
public final class HashPrefix {

    /** One more than the highest bucket; traffic ranges end at most here. */
    public static final int BUCKETS = 10_000;

    private static final int SEED = 1;
    private static final HashPrefix EMPTY = new HashPrefix(SEED, 0, 0);

    private final int state;
    private final int pending;
    private final int length;

    private HashPrefix(int state, int pending, int length) {
        this.state = state;
        this.pending = pending;
        this.length = length;
    }

    /**
     * Hashes the common beginning of many keys.
     *
     * @param prefix the bucketing id; may be empty
     * @return the state after it
     */
    public static HashPrefix of(String prefix) {
        return EMPTY.append(prefix);
    }

    /**
     * Hashes this prefix followed by {@code suffix}.
     *
     * @param suffix the id of a rule, holdout or group
     * @return the hash of the whole key, to be read as an unsigned number
     */
    public int hash(String suffix) {
        int hash = state;
        int block = pending;
        int shift = (length & 3) << 3;
        int whole = suffix.length() & ~3;
        int seen = 0;
        // Ids are ASCII as a rule: without encoding each character a whole decision takes up to a sixth less. Only in
        // the end is looked whether one is something else, and then append() hashes it from the start.
        // Four characters at a time: what fits completes the pending block, the rest is pending again.
        for (int i = 0; i < whole; i += 4) {
            char first = suffix.charAt(i);
            char second = suffix.charAt(i + 1);
            char third = suffix.charAt(i + 2);
            char fourth = suffix.charAt(i + 3);
            seen |= first | second | third | fourth;
            long four = (first | second << 8 | third << 16 | (long) fourth << 24) << shift;
            hash = mix(hash, block | (int) four);
            block = (int) (four >>> 32);
        }
        int rest = 0;
        for (int i = suffix.length() - 1; i >= whole; i--) {
            char each = suffix.charAt(i);
            seen |= each;
            rest = rest << 8 | each;
        }
        long last = (rest & 0xffff_ffffL) << shift;
        block |= (int) last;
        int bytes = length + suffix.length();
        if ((length & 3) + (suffix.length() & 3) >= 4) {
            hash = mix(hash, block);
            block = (int) (last >>> 32);
        }
        return seen < 0x80 ? finish(hash, block, bytes) : append(suffix).finish();
    }

    /**
     * Places this prefix followed by {@code suffix} into one of {@value #BUCKETS} buckets.
     *
     * @param suffix the id of a rule, holdout or group
     * @return the bucket, 0 to 9999
     */
    public int bucket(String suffix) {
        return (int) (((hash(suffix) & 0xffff_ffffL) * BUCKETS) >>> 32);
    }

    private HashPrefix append(String text) {
        int hash = state;
        int block = pending;
        int bytes = length;
        for (int i = 0; i < text.length(); i++) {
            int point = text.charAt(i);
            if (point >= 0xd800 && isPair(text, i)) {
                point = Character.toCodePoint((char) point, text.charAt(++i));
            }
            int encoded = utf8(point);
            do {
                block |= (encoded & 0xff) << ((bytes & 3) << 3);
                if ((++bytes & 3) == 0) {
                    hash = mix(hash, block);
                    block = 0;
                }
                encoded >>>= 8;
            } while (encoded != 0);
        }
        return new HashPrefix(hash, block, bytes);
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** The UTF-8 bytes of a code point, the first byte lowest. Only U+0000 has a zero byte. */
    private static int utf8(int point) {
        if (point < 0x80) {
            return point;
        }
        int last = continuation(point);
        if (point < 0x800) {
            return (0xc0 | (point >> 6)) | (last << 8);
        }
        int third = continuation(point >> 6);
        if (point < 0x10000) {
            return (0xe0 | (point >> 12)) | (third << 8) | (last << 16);
        }
        return (0xf0 | (point >> 18)) | (continuation(point >> 12) << 8) | (third << 16) | (last << 24);
    }

    private static int continuation(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private static int mix(int hash, int block) {
        return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private int finish() {
        return finish(state, pending, length);
    }

    private static int finish(int hash, int block, int bytes) {
        int result = hash ^ scramble(block) ^ bytes;
        result ^= result >>> 16;
        result *= 0x85ebca6b;
        result ^= result >>> 13;
        result *= 0xc2b2ae35;
        return result ^ (result >>> 16);
    }
}
