package dev.optireactor.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON in UTF-8, put together piece by piece in memory that grows. For a few hundred bytes at a time, most of them known
 * beforehand, this takes a third of the time of a generator that has to be ready for anything.
 */
final class JsonBytes {

    private static final byte[] NULL = prepare("null");
    private static final byte[] TRUE = prepare("true");
    private static final byte[] FALSE = prepare("false");
    private static final byte[] HEX = prepare("0123456789ABCDEF");
    private static final byte[] LOWER_HEX = prepare("0123456789abcdef");
    private static final int UUID_LENGTH = 36;
    private static final int MOST_DIGITS = 19;
    private static final int LONGEST_CHARACTER = 6;
    private static final int BLOCK = 256;

    private byte[] bytes;
    private int size;

    JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** {@return the bytes of a piece of JSON that is written often; ASCII} */
    static byte[] prepare(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    /** Takes back all but the first bytes. */
    void truncate(int kept) {
        size = kept;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes prepared JSON. */
    void raw(byte[] prepared) {
        reserve(prepared.length);
        System.arraycopy(prepared, 0, bytes, size, prepared.length);
        size += prepared.length;
    }

    private void raw(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    void textOrNull(@Nullable String text) {
        if (text == null) {
            raw(NULL);
        } else {
            text(text);
        }
    }

    /** Writes a text. Half of a surrogate pair is escaped, so that the bytes are valid UTF-8 whatever the text is. */
    void text(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] target = bytes;
        int at = size;
        target[at++] = '"';
        for (int i = 0; i < length; i++) {
            char each = text.charAt(i);
            if (!isPlain(each)) {
                size = at;
                textFrom(i, text);
                return;
            }
            target[at++] = (byte) each;
        }
        target[at++] = '"';
        size = at;
    }

    private static boolean isPlain(char each) {
        return each >= ' ' && each < 0x80 && each != '"' && each != '\\';
    }

    /** Writes the rest of a text in which anything may occur. */
    private void textFrom(int start, String text) {
        int i = start;
        while (i < text.length()) {
            int end = Math.min(i + BLOCK, text.length());
            reserve(LONGEST_CHARACTER * BLOCK);
            while (i < end) {
                int each = text.codePointAt(i);
                i += Character.charCount(each);
                character(each);
            }
        }
        raw('"');
    }

    /** Writes a code point, for which there must be room. */
    private void character(int each) {
        if (each < 0x80) {
            if (isPlain((char) each)) {
                bytes[size++] = (byte) each;
            } else {
                escape((char) each);
            }
        } else if (each < 0x800) {
            bytes[size++] = (byte) (0xC0 | (each >> 6));
            continuation(each);
        } else if (each >= 0x10000) {
            bytes[size++] = (byte) (0xF0 | (each >> 18));
            continuation(each >> 12);
            continuation(each >> 6);
            continuation(each);
        } else if (Character.isSurrogate((char) each)) {
            escape((char) each);
        } else {
            bytes[size++] = (byte) (0xE0 | (each >> 12));
            continuation(each >> 6);
            continuation(each);
        }
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void escape(char each) {
        bytes[size++] = '\\';
        if (each == '"' || each == '\\') {
            bytes[size++] = (byte) each;
            return;
        }
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(each >> shift) & 0xF];
        }
    }

    void uuid(UUID uuid) {
        reserve(UUID_LENGTH + 2);
        bytes[size++] = '"';
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        hex(high, 60, 32);
        bytes[size++] = '-';
        hex(high, 28, 16);
        bytes[size++] = '-';
        hex(high, 12, 0);
        bytes[size++] = '-';
        hex(low, 60, 48);
        bytes[size++] = '-';
        hex(low, 44, 0);
        bytes[size++] = '"';
    }

    private void hex(long bits, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            bytes[size++] = LOWER_HEX[(int) (bits >> shift) & 0xF];
        }
    }

    void bool(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    void number(long value) {
        if (value < 0) {
            raw(prepare(Long.toString(value)));
            return;
        }
        reserve(MOST_DIGITS);
        int digits = 1;
        for (long bound = 10; value >= bound && digits < MOST_DIGITS; bound *= 10) {
            digits++;
        }
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** Writes a plain JSON value, whose depth and numbers were checked when it was made. */
    void value(@Nullable Object value) {
        if (value == null) {
            raw(NULL);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean flag) {
            bool(flag);
        } else if (value instanceof Map<?, ?> members) {
            object(members);
        } else if (value instanceof Iterable<?> elements) {
            array(elements);
        } else if (value instanceof Integer || value instanceof Long) {
            number(((Number) value).longValue());
        } else {
            // What is left are numbers, whose own text is JSON.
            raw(prepare(value.toString()));
        }
    }

    private void object(Map<?, ?> members) {
        char separator = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            raw(separator);
            text(String.valueOf(member.getKey()));
            raw(':');
            value(member.getValue());
            separator = ',';
        }
        if (separator == '{') {
            raw('{');
        }
        raw('}');
    }

    private void array(Iterable<?> elements) {
        raw('[');
        for (Iterator<?> left = elements.iterator(); left.hasNext(); ) {
            value(left.next());
            if (left.hasNext()) {
                raw(',');
            }
        }
        raw(']');
    }
}
