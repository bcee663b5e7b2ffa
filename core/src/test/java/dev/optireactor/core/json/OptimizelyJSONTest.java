package dev.optireactor.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed access to the variables of a decision. */
class OptimizelyJSONTest {

    private static final OptimizelyJSON JSON = json("{\"k1\":true,\"k2\":{\"k22\":\"v22\"}}");

    private static OptimizelyJSON json(String text) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(JsonText.parse(text)))
                .forEach((name, value) -> members.put(String.valueOf(name), value));
        return OptimizelyJSON.of(members);
    }

    @Test
    void aPathLeadsToAValue() {
        assertThat(JSON.getValue("k2.k22", String.class)).isEqualTo("v22");
        assertThat((Object) JSON.getValue("k2", Map.class)).isEqualTo(Map.of("k22", "v22"));
        assertThat(JSON.getValue("k1", Boolean.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1.x", "nope", "k2.nope", "k2.k22.x", "k2..k22", "k2.", ".k2", ".", "k2.k22.", "K1"})
    void aPathThatLeadsNowhereIsNull(String path) {
        assertThat(JSON.getValue(path, Object.class)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void anEmptyPathIsTheWholeObject(@Nullable String path) {
        assertThat((Object) JSON.getValue(path, Map.class)).isEqualTo(Map.of("k1", true, "k2", Map.of("k22", "v22")));
        assertThat(JSON.getValue(path, String.class)).isNull();
    }

    @Test
    void namesAreMatchedWhole() {
        OptimizelyJSON json = json("{\"a.b\":1,\"a\":{\"b\":2,\"\":3},\"\":4}");
        assertThat(json.getValue("a.b", Integer.class)).isEqualTo(2);
        assertThat(json.getValue("", Integer.class)).isNull();
    }

    @Test
    void listsHaveNoPaths() {
        OptimizelyJSON json = json("{\"list\":[{\"k\":1}]}");
        assertThat(json.getValue("list.0.k", Integer.class)).isNull();
        assertThat((Object) json.getValue("list", List.class)).isEqualTo(List.of(Map.of("k", 1)));
    }

    @Test
    void jsonNullIsNull() {
        assertThat(json("{\"n\":null}").getValue("n", Object.class)).isNull();
        assertThat(json("{\"n\":null}").getValue("n.x", Object.class)).isNull();
    }

    @Test
    void numbersConvertExactlyOrNotAtAll() {
        OptimizelyJSON json = json("{\"i\":1,\"l\":4294967296,\"d\":1.5,\"w\":2.0,\"s\":\"1\"}");
        assertThat(json.getValue("i", Integer.class)).isEqualTo(1);
        assertThat(json.getValue("i", Long.class)).isEqualTo(1L);
        assertThat(json.getValue("i", Double.class)).isEqualTo(1.0);
        assertThat(json.getValue("i", Number.class)).isEqualTo(1);
        assertThat(json.getValue("l", Integer.class)).isNull();
        assertThat(json.getValue("l", Long.class)).isEqualTo(4294967296L);
        assertThat(json.getValue("d", Integer.class)).isNull();
        assertThat(json.getValue("w", Integer.class)).isEqualTo(2);
        assertThat(json.getValue("s", Integer.class)).isNull();
        assertThat(json.getValue("i", String.class)).isNull();
        assertThat(json.getValue("i", Boolean.class)).isNull();
    }

    @Test
    void numbersAtTheEdgeOfWhatATypeHoldsConvertExactlyOrNotAtAll() {
        OptimizelyJSON json = json("{\"l53\":9007199254740992,\"l53+1\":9007199254740993,\"max\":9223372036854775807,"
                + "\"d63\":9223372036854775808.0,\"-d63\":-9223372036854775808.0,\"b80\":1208925819614629174706176}");
        assertThat(json.getValue("l53", Double.class)).isEqualTo(0x1p53);
        assertThat(json.getValue("l53+1", Double.class)).isNull();
        assertThat(json.getValue("max", Double.class)).isNull();
        assertThat(json.getValue("d63", Long.class)).isNull();
        assertThat(json.getValue("-d63", Long.class)).isEqualTo(Long.MIN_VALUE);
        assertThat(json.getValue("b80", Long.class)).isNull();
        assertThat(json.getValue("b80", Double.class)).isEqualTo(0x1p80);
        assertThat(OptimizelyJSON.of(Map.of("n", Double.NaN)).getValue("n", Long.class))
                .isNull();
    }

    @Test
    void aTypeThatNumbersCannotBecomeIsNull() {
        OptimizelyJSON json = json("{\"i\":1,\"b\":true}");
        assertThat((Object) json.getValue("i", Map.class)).isNull();
        assertThat(json.getValue("b", Integer.class)).isNull();
        assertThat(json.getValue("i", Float.class)).isNull();
        assertThat(json.getValue("i", Short.class)).isNull();
    }

    @Test
    void itsTextIsCompactJsonInItsOwnOrder() {
        assertThat(JSON).hasToString("{\"k1\":true,\"k2\":{\"k22\":\"v22\"}}");
        assertThat(OptimizelyJSON.empty()).hasToString("{}");
        assertThat(json("{ \"z\" : 1.0 , \"a\" : [ null , \"\\\"\" ] }"))
                .hasToString("{\"z\":1.0,\"a\":[null,\"\\\"\"]}");
    }

    @Test
    void equalityIsThatOfTheContent() {
        assertThat(JSON)
                .isEqualTo(json("{\"k2\":{\"k22\":\"v22\"},\"k1\":true}"))
                .hasSameHashCodeAs(json("{\"k2\":{\"k22\":\"v22\"},\"k1\":true}"))
                .isNotEqualTo(json("{\"k1\":true}"));
        assertThat(json("{}").isEmpty()).isTrue();
        assertThat(JSON.isEmpty()).isFalse();
    }

    @Test
    void nothingOfItCanBeChanged() {
        Map<String, @Nullable Object> source = new HashMap<>(Map.of("k", 1));
        OptimizelyJSON json = OptimizelyJSON.of(source);
        source.put("k", 2);
        assertThat(json.getValue("k", Integer.class)).isEqualTo(1);
        assertThatThrownBy(() -> JSON.toMap().put("k3", 1)).isInstanceOf(UnsupportedOperationException.class);
        Map<?, ?> nested = JSON.getValue("k2", Map.class);
        assertThatThrownBy(() -> Objects.requireNonNull(nested).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
