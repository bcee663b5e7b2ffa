package dev.optireactor.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;

/**
 * Reads many JSON texts, one after the other. A datafile has thousands of short ones, and a new parser for each takes as
 * long as reading it; here they are fed to the same parser. For one thread; used up with the last text.
 */
public final class JsonTexts {

    private final SharedValues shared;

    /** Null before the first text, and after one that is not JSON. */
    private @Nullable JsonParser parser;

    /** How many bytes the parser was given. */
    private long fed;

    /**
     * Begins before the first text.
     *
     * @param shared makes one object of equal parts of all values
     */
    public JsonTexts(SharedValues shared) {
        this.shared = shared;
    }

    /**
     * Reads one JSON text, as {@link JsonText#parse(String)} does.
     *
     * @param text a complete JSON text
     * @return the plain value; {@code null} for the literal {@code null}
     * @throws MalformedJsonException if the text is not JSON or exceeds a limit
     */
    public @Nullable Object parse(String text) {
        if (hasSurrogates(text)) {
            // One without its other half has no bytes.
            return JsonText.parse(text);
        }
        JsonParser current = parser;
        if (current == null) {
            current = JsonText.feedableParser();
            fed = 0;
        }
        parser = null;
        Object value;
        try {
            value = parse(text, current);
        } catch (JacksonException malformed) {
            throw MalformedJsonException.of(malformed);
        }
        parser = current;
        return value;
    }

    private @Nullable Object parse(String text, JsonParser parser) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // A blank ends a number.
        byte[] ended = Arrays.copyOf(utf8, utf8.length + 1);
        ended[utf8.length] = ' ';
        ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).feedInput(ended, 0, ended.length);
        if (parser.nextToken() == JsonToken.NOT_AVAILABLE) {
            throw new MalformedJsonException("no JSON value in the text");
        }
        Object value = JsonText.read(new ParsedText(parser, shared));
        int end = (int) (parser.currentLocation().getByteOffset() - fed);
        if (!isBlank(ended, end)) {
            throw new MalformedJsonException("text after the end of the JSON value");
        }
        fed += ended.length;
        // Takes in what is left.
        parser.nextToken();
        return value;
    }

    /** The parser itself would wait for the rest of whatever begins here. */
    private static boolean isBlank(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
