package dev.optireactor.core.datafile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/**
 * The texts of one datafile that are seldom asked for. Plain ones stay in its bytes, which are kept anyway: only their
 * places are remembered. Others, which are long, not ASCII, written with escapes or as numbers, are kept as texts.
 */
public final class DatafileTexts {

    /** The place of a text that the datafile does not have. */
    static final int NOWHERE = -1;

    /** A longer one takes less as a text than it takes to look for its end. */
    private static final int LONGEST = 64;

    private final byte[] datafile;
    private final int longestPlain;

    /** Those that are not plain; their places are below {@link #NOWHERE}. */
    private final List<String> others = new ArrayList<>();

    /** @param maxLength longer texts are left to the parser, to refuse them */
    DatafileTexts(byte[] datafile, int maxLength) {
        this.datafile = datafile;
        this.longestPlain = Math.min(LONGEST, maxLength);
    }

    /** {@return the place of the text or number that the parser is on} */
    int add(JsonParser parser) {
        long start = parser.currentTokenLocation().getByteOffset();
        if (start >= 0 && isPlain((int) start)) {
            return (int) start;
        }
        others.add(parser.getString());
        return NOWHERE - others.size();
    }

    private boolean isPlain(int start) {
        int last = Math.min(start + 1 + longestPlain, datafile.length - 1);
        boolean plain = datafile[start] == '"';
        for (int i = start + 1; plain && i <= last; i++) {
            byte each = datafile[i];
            if (each == '"') {
                return true;
            }
            plain = each >= ' ' && each != '\\';
        }
        return false;
    }

    private String other(int place) {
        return others.get(NOWHERE - 1 - place);
    }

    /**
     * {@return the text at a place; made anew at each call}
     *
     * @param place what {@link DatafileText#place()} said
     */
    public String read(int place) {
        if (place < 0) {
            return place == NOWHERE ? "" : other(place);
        }
        return new String(datafile, place + 1, length(place), StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return how many characters the text at a place has}
     *
     * @param place what {@link DatafileText#place()} said
     */
    public int length(int place) {
        if (place < 0) {
            return read(place).length();
        }
        int end = place + 1;
        while (end < datafile.length && datafile[end] != '"') {
            end++;
        }
        return end - place - 1;
    }

    /** {@return whether this text is at a place} */
    boolean is(int place, String text) {
        if (place < 0) {
            return read(place).equals(text);
        }
        int start = place + 1;
        int end = start + text.length();
        if (end >= datafile.length || datafile[end] != '"') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            byte each = datafile[start + i];
            if (each == '"' || each != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the same text is at two places} */
    boolean same(int one, int other) {
        if (one < 0) {
            return is(other, read(one));
        }
        if (other < 0) {
            return is(one, read(other));
        }
        int distance = other - one;
        for (int i = one + 1; i + Math.max(distance, 0) < datafile.length; i++) {
            byte each = datafile[i];
            if (each != datafile[i + distance]) {
                return false;
            }
            if (each == '"') {
                return true;
            }
        }
        return false;
    }
}
