package dev.optireactor.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading texts one after the other is reading each of them. */
class JsonTextsTest {

    @Property(tries = 2000)
    void eachTextIsReadAsIfItWereTheOnlyOne(@ForAll("texts") List<String> texts) {
        JsonTexts reader = new JsonTexts(new SharedValues());
        for (String text : texts) {
            assertThat(outcome(() -> reader.parse(text))).as(text).isEqualTo(outcome(() -> JsonText.parse(text)));
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "\\",
                "\"a\"",
                "\"ä\"",
                "\uD83D\uDE00",
                "\uD83D",
                "1",
                "-0.5",
                "1e3",
                "12345678901234567890",
                "true",
                "null",
                " ",
                "{\"a\":1}",
                "[]",
                "[1,2]",
                "tru",
                "/*");
        Arbitrary<String> written = Arbitraries.of(
                        "x", 1, 2.5, true, List.of(1, "two"), Map.of("a", Map.of("b", List.of())), "\n\"\\ü")
                .map(JsonText::write);
        return Arbitraries.oneOf(pieces.list().ofMaxSize(6).map(parts -> String.join("", parts)), written)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Object outcome(Supplier<@Nullable Object> parse) {
        try {
            return Collections.singletonList(parse.get());
        } catch (MalformedJsonException malformed) {
            return "malformed";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[", "{\"a\"", "{\"a\":", "[1,", "\"", "tr", "1 2", "{} {}", "{}x"})
    void aTextThatIsNotJsonIsRefusedAndTheNextIsRead(String text) {
        JsonTexts reader = new JsonTexts(new SharedValues());

        assertThatThrownBy(() -> reader.parse(text)).isInstanceOf(MalformedJsonException.class);

        assertThat(reader.parse("{\"a\":[1]}")).isEqualTo(Map.of("a", List.of(1)));
    }

    @Test
    void moreThanADocumentMayHaveIsReadInPieces() {
        JsonTexts reader = new JsonTexts(new SharedValues());
        String large = JsonText.write("x".repeat(8 << 20));

        for (int i = 0; i < 10; i++) {
            assertThat((String) reader.parse(large)).hasSize(8 << 20);
        }
    }

    @Test
    void membersKeepTheirOrderAndTheLastOfEqualNamesWins() {
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("b", 3);
        expected.put("a", null);

        assertThat((Map<?, ?>) new JsonTexts(new SharedValues()).parse("{\"b\":1,\"a\":null,\"b\":3}"))
                .isEqualTo(expected)
                .asString()
                .isEqualTo("{b=3, a=null}");
    }
}
