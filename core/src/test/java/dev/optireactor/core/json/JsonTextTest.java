package dev.optireactor.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as JSON, and in which words: what a text contains is often about a user. */
class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secretuser@x",
                "[secretuser]",
                "{\"secretuser\"}",
                "{secretuser:1}",
                "\"secretuser",
                "[\"secretuser\"",
                "\"secretuser\\x\"",
                "1 secretuser",
                "-secretuser",
                "12345secretuser",
                ""
            })
    void theMessageSaysWhereAndWhyButDoesNotQuote(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.parse(text))
                .satisfies(malformed -> {
                    assertThat(malformed.getMessage()).isNotBlank().doesNotContain("secret", "12345");
                    assertThat(malformed.limitExceeded()).isFalse();
                    assertThat(malformed).hasNoCause();
                });
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(malformed -> assertThat(malformed.getMessage()).doesNotContain("secret", "12345"));
    }

    @Test
    void theMessageHasLineAndColumn() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.parse("[1,\n oops]"))
                .withMessage("this is not JSON (line 2, column 2)");
    }

    @Test
    void nestingMayBeAsDeepAsAllowed() {
        assertThat(JsonText.parse("[[{}]]", 3)).isNotNull();
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.parse("[[{}]]", 2))
                .withMessage("nested deeper than 2 levels")
                .matches(MalformedJsonException::limitExceeded);
        String deepest = "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH);
        assertThat(JsonText.write(JsonText.parse(deepest))).isEqualTo(deepest);
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.parse("[" + deepest + "]"))
                .matches(MalformedJsonException::limitExceeded);
    }
}
