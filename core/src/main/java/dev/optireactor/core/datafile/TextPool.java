package dev.optireactor.core.datafile;

import tools.jackson.core.JsonParser;

/**
 * Makes one {@link String} of equal texts of a datafile. Ids are referred to many times, keys and values repeat; sharing
 * them halves the memory of a project. Lives as long as one parse.
 */
final class TextPool {

    private static final int LONGEST_SHARED = 48;

    /** How many slots are looked at for a text. Texts chosen to collide are not shared, but cost no more than others. */
    private static final int LONGEST_SEARCH = 8;

    private String[] texts = new String[1 << 12];
    private int[] hashes = new int[texts.length];
    private int size;

    /** {@return the text of the parser's current token} */
    String text(JsonParser parser) {
        int length = parser.getStringLength();
        if (length > LONGEST_SHARED) {
            return parser.getString();
        }
        char[] characters = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int hash = hash(characters, offset, offset + length);
        int slot = slot(hash);
        for (int i = 0; i < LONGEST_SEARCH && texts[slot] != null; i++) {
            if (hashes[slot] == hash && equal(texts[slot], characters, offset, length)) {
                return texts[slot];
            }
            slot = next(slot);
        }
        String text = new String(characters, offset, length);
        if (texts[slot] == null) {
            keep(slot, text, hash);
        }
        return text;
    }

    private static int hash(char[] characters, int from, int to) {
        int hash = to - from;
        int i = from;
        // Two at a time: the multiplications do not wait for each other.
        for (; i < to - 1; i += 2) {
            hash = 31 * 31 * hash + (31 * characters[i] + characters[i + 1]);
        }
        if (i < to) {
            hash = 31 * hash + characters[i];
        }
        // The first bits of the product depend on all of the sum: ids that differ in a digit must not end up side by
        // side.
        return hash * 0x9e3779b9;
    }

    private int slot(int hash) {
        return hash >>> (Integer.numberOfLeadingZeros(texts.length) + 1);
    }

    private int next(int slot) {
        return (slot + 1) & (texts.length - 1);
    }

    /** {@return whether the text of the parser's current token is this one} */
    static boolean isText(JsonParser parser, String expected) {
        int length = parser.getStringLength();
        return equal(expected, parser.getStringCharacters(), parser.getStringOffset(), length);
    }

    private static boolean equal(String text, char[] characters, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private void keep(int slot, String text, int hash) {
        texts[slot] = text;
        hashes[slot] = hash;
        if (++size > texts.length / 2) {
            grow();
        }
    }

    private void grow() {
        String[] oldTexts = texts;
        int[] oldHashes = hashes;
        texts = new String[oldTexts.length * 4];
        hashes = new int[texts.length];
        for (int i = 0; i < oldTexts.length; i++) {
            if (oldTexts[i] != null) {
                int slot = slot(oldHashes[i]);
                while (texts[slot] != null) {
                    slot = next(slot);
                }
                texts[slot] = oldTexts[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}
