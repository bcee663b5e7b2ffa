package dev.optireactor.core.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The values of one text. A parser that is fed says that a token is not available where the text ends too early.
 *
 * @param parser a parser on the first token of a value
 * @param shared what makes one object of equal parts; null if each is an object of its own
 */
record ParsedText(JsonParser parser, @Nullable SharedValues shared) implements PlainValueSource {

    @Override
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public @Nullable Object scalar() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case NOT_AVAILABLE -> throw MalformedJsonException.unexpectedEnd();
            default -> null;
        };
    }

    @Override
    public @Nullable String nextName() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        } else if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw MalformedJsonException.unexpectedEnd();
        }
        return name;
    }

    @Override
    public boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }
}
