package dev.optireactor.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.json.JsonText;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a value is copied or left to the generator does not show. */
class JsonBufferTest {

    private final JsonBuffer json = new JsonBuffer();

    @Property
    void textsOfAnyCharactersAreThoseOfTheGenerator(@ForAll @CharRange(from = '\u0000', to = '\uffff') String text) {
        json.text(text);

        assertThat(json.take()).isEqualTo(JsonText.writeBytes(text));
    }

    @Property
    void textsOfMostlyPlainCharactersAreThoseOfTheGenerator(
            @ForAll @CharRange(from = '\u001e', to = '\u0081') @StringLength(max = 30) String text) {
        json.text(text);

        assertThat(json.take()).isEqualTo(JsonText.writeBytes(text));
    }

    @Property
    void numbersAreThoseOfTheGenerator(@ForAll long integer, @ForAll double wide, @ForAll float narrow) {
        json.append('[');
        json.number(integer);
        json.append(',');
        json.number(wide);
        json.append(',');
        json.number(narrow);
        json.append(']');

        assertThat(json.take()).isEqualTo(JsonText.writeBytes(List.of(integer, wide, narrow)));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Integer.MIN_VALUE, -1, 0, 9, 10, Integer.MAX_VALUE, Long.MAX_VALUE})
    void integersAreWrittenInFull(long number) {
        json.number(number);

        assertThat(json.take()).asString(UTF_8).isEqualTo(Long.toString(number));
    }

    @Test
    void aUuidIsItsText() {
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-0000000000af");

        json.uuid(uuid);

        assertThat(json.take()).asString(UTF_8).isEqualTo("\"00000000-0000-4000-8000-0000000000af\"");
    }

    @Test
    void valuesFollowEachOtherWithNothingBetween() {
        json.text("é");
        json.bool(true);
        json.number(1.5);
        json.text("plain");
        json.bool(false);

        assertThat(json.take()).asString(UTF_8).isEqualTo("\"é\"true1.5\"plain\"false");
    }

    /** Each way to append comes to the end of the memory now and then. */
    @Property
    void growsWhereverItsEndIs(@ForAll @IntRange(min = 8_100, max = 8_200) int before) {
        JsonBuffer small = new JsonBuffer();
        String padding = "x".repeat(before);
        small.text(padding);
        small.append(',');
        small.text("日\"");
        small.number(Long.MIN_VALUE);
        small.text("plain");
        small.append(padding.getBytes(UTF_8));

        assertThat(small.take())
                .asString(UTF_8)
                .isEqualTo("\"" + padding + "\",\"日\\\"\"-9223372036854775808\"plain\"" + padding);
    }

    @Test
    void whatIsTruncatedIsGone() {
        json.text("kept");
        int kept = json.length();
        json.text("gone, é and all");

        json.truncate(kept);
        json.bool(true);

        assertThat(json.take()).asString(UTF_8).isEqualTo("\"kept\"true");
    }

    @Test
    void whatIsTakenIsGone() {
        json.text("x".repeat(1 << 20));

        assertThat(json.take()).hasSize((1 << 20) + 2);
        json.text("next");
        assertThat(json.take()).asString(UTF_8).isEqualTo("\"next\"");
    }
}
