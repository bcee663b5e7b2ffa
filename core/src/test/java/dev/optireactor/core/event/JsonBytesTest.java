package dev.optireactor.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.json.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

    @Property
    void integersAreWrittenInDecimal(@ForAll long number) {
        assertThat(written(json -> json.number(number))).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1795343493996L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void integersAtTheEdgesAreWrittenInDecimal(long number) {
        assertThat(written(json -> json.number(number))).isEqualTo(Long.toString(number));
    }

    @Property
    void uuidsAreWrittenInCanonicalForm(@ForAll long high, @ForAll long low) {
        UUID uuid = new UUID(high, low);
        assertThat(written(json -> json.uuid(uuid))).isEqualTo("\"" + uuid + "\"");
    }

    @Property
    void textsAreReadAsTheyWere(@ForAll String text) {
        assertThat(JsonText.parse(written(json -> json.text(text)))).isEqualTo(text);
    }

    @Test
    void valuesOfAnyKindAreReadAsTheyWere() {
        List<Object> values = List.of(
                true,
                false,
                "text",
                1,
                -5_000_000_000L,
                12.5,
                1e-300,
                List.of(),
                Map.of(),
                List.of(List.of(1), Map.of("a", "b")),
                Map.of("list", List.of("x", "y")),
                BigInteger.TWO.pow(80));
        assertThat(JsonText.parse(written(json -> json.value(values)))).isEqualTo(values);
        assertThat(written(json -> json.value(null))).isEqualTo("null");
    }

    @Test
    void numbersThatAreSeldomUsedAreJson() {
        List<Number> numbers = List.of((short) -3, (byte) 7, 1.5f, new BigDecimal("1E+3"), new BigDecimal("0.10"));
        assertThat(written(json -> json.value(numbers))).isEqualTo("[-3,7,1.5,1E+3,0.10]");
    }

    private static String written(Consumer<JsonBytes> pieces) {
        JsonBytes json = new JsonBytes(1);
        pieces.accept(json);
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }
}
