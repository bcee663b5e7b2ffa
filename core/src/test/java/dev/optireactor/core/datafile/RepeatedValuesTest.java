package dev.optireactor.core.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.json.JsonText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Values that are not read again are those that a JSON parser would read. */
class RepeatedValuesTest {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Property
    void areReadAsTheyAreWritten(@ForAll @Size(max = 6) List<@From("written") String> written) {
        String json = "[" + String.join(", ", written) + "]";
        Object expected = JsonText.parse(json);
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
            assertThat(values(json, charset)).isEqualTo(expected);
            assertThat(values("\ufeff" + json, charset)).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> written() {
        Arbitrary<String> scalars = Arbitraries.of(
                "1",
                "\"1\"",
                "\"\"",
                "\"]\"",
                "\"[\"",
                "\"\\\"\"",
                "\"\\u0031\"",
                "\"\u00e9\"",
                "null",
                "{\"[\":\"]\"}");
        Arbitrary<String> flat = scalars.list().ofMaxSize(2).map(parts -> "[" + String.join(",", parts) + "]");
        Arbitrary<String> nested = Arbitraries.oneOf(scalars, flat)
                .list()
                .ofMaxSize(2)
                .map(parts -> "[" + String.join(" , ", parts) + "]");
        Arbitrary<String> large =
                Arbitraries.integers().between(120, 128).map(size -> "[\"" + "x".repeat(size) + "\"]");
        return Arbitraries.oneOf(scalars, flat, nested, large);
    }

    @Example
    void areOneObjectHoweverTheyAreWritten() {
        List<@Nullable Object> values = values(
                "[[\"or\",\"1\"], [\"or\",\"2\"], [\"or\",\"1\"], [ \"or\", \"\\u0031\" ], [\"or\",\"1\"]]",
                StandardCharsets.UTF_8);
        assertThat(values.get(2)).isSameAs(values.get(0));
        assertThat(values.get(3)).isSameAs(values.get(0));
        assertThat(values.get(4)).isSameAs(values.get(0));
        assertThat(values.get(1)).isEqualTo(List.of("or", "2"));
    }

    @Example
    void areOfTheKindThatIsAskedFor() {
        byte[] datafile = "[[1],[1],[1],[1]]".getBytes(StandardCharsets.UTF_8);
        boolean[] texts = {false};
        List<@Nullable Object> read = read(datafile, cursor -> {
            texts[0] = !texts[0];
            return texts[0] ? cursor.sharedTexts(Field.AUDIENCE_IDS) : cursor.sharedValue();
        });
        assertThat(read).isEqualTo(List.of(List.of("1"), List.of(1), List.of("1"), List.of(1)));
    }

    private static List<@Nullable Object> values(String json, Charset charset) {
        return read(json.getBytes(charset), JsonCursor::sharedValue);
    }

    private static List<@Nullable Object> read(byte[] datafile, Function<JsonCursor, @Nullable Object> element) {
        List<@Nullable Object> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), datafile)) {
            JsonCursor cursor = new JsonCursor(datafile, parser, Field.matcher(FACTORY));
            parser.nextToken();
            while (cursor.nextElement()) {
                elements.add(element.apply(cursor));
            }
        }
        return elements;
    }
}
