package dev.optireactor.core.datafile;

import tools.jackson.core.JsonParser;

/**
 * Makes one {@link String} of equal texts of a datafile. Ids are referred to many times, keys and values repeat; sharing
 * them halves the memory of a project. Lives as long as one parse.
 */
final class TextPool {

    private static final int LONGEST_SHARED = 64;

    private String[] slots = new String[1 << 10];
    private int size;

    /** {@return the text of the parser's current token} */
    String text(JsonParser parser) {
        int length = parser.getStringLength();
        if (length > LONGEST_SHARED) {
            return parser.getString();
        }
        char[] characters = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = slot(hash);
        while (slots[slot] != null) {
            if (equal(slots[slot], characters, offset, length)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        String text = new String(characters, offset, length);
        slots[slot] = text;
        if (++size > slots.length / 2) {
            grow();
        }
        return text;
    }

    private int slot(int hash) {
        return ((hash * 0x9e3779b9) >>> 8) & (slots.length - 1);
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

    private void grow() {
        String[] old = slots;
        slots = new String[old.length * 4];
        for (String text : old) {
            if (text != null) {
                int slot = slot(text.hashCode());
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = text;
            }
        }
    }
}
