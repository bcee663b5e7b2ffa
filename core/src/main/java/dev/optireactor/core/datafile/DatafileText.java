package dev.optireactor.core.datafile;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A text that decisions do not need, such as the id of a campaign: it stays in the datafile, which is kept anyway, and is
 * made when someone asks for it. A project has more of these than of all others.
 */
public final class DatafileText {

    /** The place of a text that the datafile does not have. */
    static final int NOWHERE = -1;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DatafileText EMPTY = new DatafileText(new byte[] {'"', '"'}, 0);

    private final byte[] datafile;
    private final int place;

    private DatafileText(byte[] datafile, int place) {
        this.datafile = datafile;
        this.place = place;
    }

    /**
     * {@return the text at a place; an empty one for none}
     *
     * @param datafile the whole datafile; never modified
     * @param place where a JSON text or number begins, or {@link #NOWHERE}
     */
    static DatafileText at(byte[] datafile, int place) {
        return place == NOWHERE ? EMPTY : new DatafileText(datafile, place);
    }

    /** {@return the datafile; never modified} */
    public byte[] datafile() {
        return datafile;
    }

    /** {@return where it is in the datafile; to be used with {@link #read}} */
    public int place() {
        return place;
    }

    /** {@return the text} */
    public String text() {
        return read(datafile, place);
    }

    /**
     * {@return a text whose place is known}
     *
     * @param datafile the whole datafile
     * @param place what {@link #place()} said
     */
    public static String read(byte[] datafile, int place) {
        if (datafile[place] != '"') {
            return new String(datafile, place, endOfWord(datafile, place) - place, StandardCharsets.US_ASCII);
        }
        int end = place + 1;
        byte each = datafile[end];
        while (each != '"') {
            if (each == '\\') {
                return unescaped(datafile, place);
            }
            each = datafile[++end];
        }
        return new String(datafile, place + 1, end - place - 1, StandardCharsets.UTF_8);
    }

    private static int endOfWord(byte[] datafile, int place) {
        int end = place;
        while (" \t\r\n,]}".indexOf(datafile[end]) < 0) {
            end++;
        }
        return end;
    }

    private static String unescaped(byte[] datafile, int place) {
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), datafile, place, datafile.length - place)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /** {@return whether the text that begins at a place is this one} */
    static boolean is(byte[] datafile, int place, String text) {
        if (datafile[place] != '"') {
            return read(datafile, place).equals(text);
        }
        int start = place + 1;
        int end = start + text.length();
        if (end >= datafile.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            byte each = datafile[start + i];
            if (each < 0 || each == '\\') {
                return read(datafile, place).equals(text);
            }
            if (each == '"' || each != text.charAt(i)) {
                return false;
            }
        }
        return datafile[end] == '"';
    }

    /** {@return whether the same text begins at two places} */
    static boolean same(byte[] datafile, int one, int other) {
        if (datafile[one] != '"' || datafile[other] != '"') {
            return read(datafile, one).equals(read(datafile, other));
        }
        for (int i = 1; ; i++) {
            byte each = datafile[one + i];
            byte counterpart = datafile[other + i];
            if (each == '\\' || counterpart == '\\') {
                return read(datafile, one).equals(read(datafile, other));
            }
            if (each != counterpart) {
                return false;
            }
            if (each == '"') {
                return true;
            }
        }
    }
}
