package dev.optireactor.core.datafile;

import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.PlainValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/** Typed steps through the tokens of a datafile; knows the place for refusals. */
final class JsonCursor implements PlainValueSource {

    private final DatafileTexts texts;
    private final JsonParser parser;
    private final PropertyNameMatcher fields;
    private final TextPool pool = new TextPool();
    private final RepeatedValues<Object> sharedValues;
    private final RepeatedValues<List<String>> sharedTexts;
    private final List<String> warnings = new ArrayList<>();
    private final ListElements elements = new ListElements();

    JsonCursor(byte[] datafile, JsonParser parser, PropertyNameMatcher fields) {
        this.texts = new DatafileTexts(datafile, parser.streamReadConstraints().getMaxStringLength());
        this.parser = parser;
        this.sharedValues = new RepeatedValues<>(datafile, parser);
        this.sharedTexts = new RepeatedValues<>(datafile, parser);
        this.fields = fields;
    }

    /** {@return the next field, with the cursor on its value; null at the end of the object} */
    @Nullable
    Field nextField() {
        int match = parser.nextNameMatch(fields);
        if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
            return null;
        }
        parser.nextToken();
        return Field.of(match);
    }

    @Override
    public @Nullable String nextName() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** Requires the cursor to be on an object. */
    void requireObject(String what) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refusal(Reason.WRONG_TYPE, what + " must be an object");
        }
    }

    @Override
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public @Nullable Object scalar() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> pool.text(parser);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** {@return the text at the cursor, which must be there} */
    String requiredText(Field field) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw refusal(Reason.MISSING_FIELD, field + " must not be null");
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw refusal(Reason.WRONG_TYPE, field + " must be a text");
        }
        return parser.getString();
    }

    /** {@return the text at the cursor; a number's digits; null for anything else, which is skipped} */
    @Nullable
    String text() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    /** {@return the texts of which only the places are read} */
    DatafileTexts texts() {
        return texts;
    }

    /** {@return the place of what {@link #text()} would read; {@link DatafileTexts#NOWHERE} where that reads nothing} */
    int textPlace() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return texts.add(parser);
        }
        parser.skipChildren();
        return DatafileTexts.NOWHERE;
    }

    /** {@return as {@link #text()}, for texts that the datafile repeats} */
    @Nullable
    String sharedText() {
        return parser.currentToken() == JsonToken.VALUE_STRING ? pool.text(parser) : text();
    }

    /** {@return as {@link #sharedText()}, and the word of a boolean} */
    @Nullable
    String sharedScalar() {
        return parser.currentToken().isBoolean() ? parser.getString() : sharedText();
    }

    /** {@return the text at the cursor, null for anything but a text, which is skipped} */
    @Nullable
    String textOnly() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return pool.text(parser);
        }
        parser.skipChildren();
        return null;
    }

    /** {@return whether this very text is at the cursor; anything else is skipped} */
    boolean isText(String expected) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return false;
        }
        return TextPool.isText(parser, expected);
    }

    /** {@return the boolean at the cursor; null for anything else, which is skipped} */
    @Nullable
    Boolean flag() {
        JsonToken token = parser.currentToken();
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        parser.skipChildren();
        return null;
    }

    /** {@return the smallest integer that is not below the number at the cursor; null for anything else} */
    @Nullable
    Integer ceiling() {
        if (parser.currentToken().isNumeric()) {
            return (int) Math.ceil(parser.getDoubleValue());
        }
        parser.skipChildren();
        return null;
    }

    /** {@return the plain JSON value at the cursor} */
    @Nullable
    Object value() {
        return JsonText.read(this);
    }

    /** {@return the plain JSON value at the cursor, as a rule the same object for equal values} */
    @Nullable
    Object sharedValue() {
        return sharedValues.read(this::value);
    }

    void skip() {
        parser.skipChildren();
    }

    /**
     * Reads the object that the cursor is on; one that would be refused is skipped with a warning.
     *
     * @param what what it should be
     * @param read reads it to its end
     * @return whether it was read
     */
    boolean attempt(String what, Runnable read) {
        int depth = depth();
        int start = elements.size();
        try {
            read.run();
            return true;
        } catch (InvalidDatafileException malformed) {
            warn("a malformed " + what + " is skipped: " + malformed.explanation());
            while (depth() >= depth) {
                parser.nextToken();
            }
            elements.drop(start);
            return false;
        }
    }

    /** How many objects and lists the cursor is in. */
    private int depth() {
        return parser.streamReadContext().getNestingDepth();
    }

    /**
     * {@return the elements of the list at the cursor, which must be there}
     *
     * @param element reads the element at the cursor; null leaves it out
     */
    <T> List<T> requiredList(Field field, Supplier<@Nullable T> element) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw refusal(Reason.MISSING_FIELD, field + " must not be null");
        }
        return list(field, element);
    }

    /** {@return the elements of the list at the cursor; none for null} */
    <T> List<T> list(Field field, Supplier<@Nullable T> element) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refusal(Reason.WRONG_TYPE, field + " must be a list");
        }
        int start = elements.size();
        while (nextElement()) {
            T each = element.get();
            if (each != null) {
                elements.add(each);
            }
        }
        return elements.take(start);
    }

    /** {@return the texts of the list at the cursor; others are left out} */
    List<String> texts(Field field) {
        return list(field, this::text);
    }

    /** {@return the texts of the list at the cursor, which must be there; as a rule the same object for equal lists} */
    @Nullable
    List<String> sharedTexts(Field field) {
        return sharedTexts.read(() -> requiredList(field, this::sharedText));
    }

    /** {@return the texts of the list at the cursor; null for anything but a list, which is skipped} */
    @Nullable
    List<String> optionalTexts(Field field) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return texts(field);
        }
        parser.skipChildren();
        return null;
    }

    /** {@return {@code value}, unless it is missing} */
    <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw missing(what);
        }
        return value;
    }

    InvalidDatafileException missing(String what) {
        return refusal(Reason.MISSING_FIELD, what + " is missing");
    }

    InvalidDatafileException refusal(Reason reason, String explanation) {
        return new InvalidDatafileException(reason, pointer(), explanation);
    }

    void warn(String warning) {
        warnings.add(warning + " (at " + pointer() + ")");
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private String pointer() {
        return parser.streamReadContext().pathAsPointer().toString();
    }
}
