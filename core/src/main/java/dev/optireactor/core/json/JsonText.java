package dev.optireactor.core.json;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes <em>plain JSON values</em>: {@code null}, {@link Boolean}, {@link String}, {@link Number},
 * {@link List} and {@link Map} with string keys.
 * <p>
 * Integral literals become {@link Integer}, {@link Long} or {@link BigInteger}, whichever is the smallest that holds
 * them; other numbers become {@link Double}. Lists and maps that were read are immutable, keep the order of the text,
 * and the last of equal names wins.
 */
public final class JsonText {

    /** Deepest nesting that is read; deeper text is refused. */
    public static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(16 << 20)
                    .maxDocumentLength(64L << 20)
                    .build())
            .build();

    /** For texts that are bounded one by one, but not all together. */
    private static final JsonFactory FEEDABLE = FACTORY.rebuild()
            .streamReadConstraints(FACTORY.streamReadConstraints()
                    .rebuild()
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private JsonText() {}

    /** {@return a parser that is fed with one text after the other} */
    static JsonParser feedableParser() {
        return FEEDABLE.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    }

    /**
     * Reads one JSON text.
     *
     * @param text a complete JSON text; anything after its value but blanks is an error
     * @return the plain value; {@code null} for the literal {@code null}
     * @throws MalformedJsonException if the text is not JSON or exceeds a limit (depth {@value #MAX_DEPTH})
     */
    public static @Nullable Object parse(String text) {
        return parse(text, MAX_DEPTH);
    }

    /**
     * Reads one JSON text.
     *
     * @param text a complete JSON text; anything after its value but blanks is an error
     * @param maxDepth deepest nesting that is read; at most {@value #MAX_DEPTH}
     * @return the plain value; {@code null} for the literal {@code null}
     * @throws MalformedJsonException if the text is not JSON or exceeds a limit
     */
    public static @Nullable Object parse(String text, int maxDepth) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parseWhole(parser, maxDepth);
        } catch (JacksonException malformed) {
            throw MalformedJsonException.of(malformed);
        }
    }

    /**
     * Reads one JSON text in UTF-8.
     *
     * @param utf8 a complete JSON text
     * @return the plain value; {@code null} for the literal {@code null}
     * @throws MalformedJsonException if the bytes are not JSON or exceed a limit
     */
    public static @Nullable Object parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return parseWhole(parser, MAX_DEPTH);
        } catch (JacksonException malformed) {
            throw MalformedJsonException.of(malformed);
        }
    }

    private static @Nullable Object parseWhole(JsonParser parser, int maxDepth) {
        if (parser.nextToken() == null) {
            throw new MalformedJsonException("no JSON value in an empty text");
        }
        Object value = read(new ParsedText(parser, null), maxDepth, maxDepth);
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("text after the end of the JSON value");
        }
        return value;
    }

    /**
     * Reads the value that a parser stands on, and leaves the parser at its end.
     *
     * @param source the parser
     * @return the plain value
     * @throws MalformedJsonException if it is nested deeper than {@value #MAX_DEPTH} levels
     */
    public static @Nullable Object read(PlainValueSource source) {
        return read(source, MAX_DEPTH, MAX_DEPTH);
    }

    /** Reads a value that is nested no deeper than some more levels, of all that are allowed. */
    private static @Nullable Object read(PlainValueSource source, int levels, int maxDepth) {
        boolean object = source.isObject();
        if (!object && !source.isList()) {
            return readScalar(source);
        }
        if (levels == 0) {
            throw MalformedJsonException.tooDeep(maxDepth);
        }
        return object ? readObject(source, levels - 1, maxDepth) : readList(source, levels - 1, maxDepth);
    }

    private static @Nullable Object readScalar(PlainValueSource source) {
        Object value = source.scalar();
        SharedValues shared = source.shared();
        return value == null || shared == null ? value : shared.of(value);
    }

    @SuppressWarnings("NullAway") // On JDK 17 it does not see that the builder's values may be null.
    private static Map<String, @Nullable Object> readObject(PlainValueSource source, int levels, int maxDepth) {
        SmallMap.Builder<@Nullable Object> members = new SmallMap.Builder<>();
        for (String name = source.nextName(); name != null; name = source.nextName()) {
            members.put(name, read(source, levels, maxDepth));
        }
        return members.build(source.shared());
    }

    private static List<@Nullable Object> readList(PlainValueSource source, int levels, int maxDepth) {
        List<@Nullable Object> elements = new ArrayList<>(4);
        boolean nulls = false;
        boolean flat = true;
        while (source.nextElement()) {
            // To ask the element itself whether it is a List or a Map takes as long as reading it, if it is neither.
            flat &= !source.isObject() && !source.isList();
            Object element = read(source, levels, maxDepth);
            nulls |= element == null;
            elements.add(element);
        }
        if (nulls) {
            return Collections.unmodifiableList(elements);
        }
        List<@Nullable Object> list = List.copyOf(elements);
        SharedValues shared = source.shared();
        return flat && shared != null ? shared.ofFlat(list) : list;
    }

    /**
     * Writes a plain value as compact JSON. What JSON cannot carry is written as follows, never thrown: numbers that are
     * not finite as {@code null}, other objects as their {@code toString()}, nesting below {@value #MAX_DEPTH} levels as
     * {@code null}.
     *
     * @param value a plain value, or anything else
     * @return its text
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writeValue(generator, value, 0);
        }
        return text.toString();
    }

    /**
     * Writes a plain value as compact JSON in UTF-8, in the same way.
     *
     * @param value a plain value, or anything else
     * @return its bytes; half of a surrogate pair is written as an escape, so that they are valid UTF-8 whatever the
     *     texts are
     */
    public static byte[] writeBytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writeValue(generator, value, 0);
        }
        return bytes.toByteArray();
    }

    private static void writeValue(JsonGenerator generator, @Nullable Object value, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, member) -> {
                generator.writeName(String.valueOf(name));
                writeValue(generator, member, depth + 1);
            });
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                writeValue(generator, element, depth + 1);
            }
            generator.writeEndArray();
        } else {
            generator.writeString(Objects.toString(value));
        }
    }

    private static void writeNumber(JsonGenerator generator, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            generator.writeNumber(big);
        } else if (number instanceof Float narrow && Float.isFinite(narrow)) {
            generator.writeNumber(narrow.floatValue());
        } else if (Double.isFinite(number.doubleValue())) {
            generator.writeNumber(number.doubleValue());
        } else {
            generator.writeNull();
        }
    }
}
