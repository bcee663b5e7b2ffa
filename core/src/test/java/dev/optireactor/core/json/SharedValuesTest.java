package dev.optireactor.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Equal values become one object; what is not equal stays what it is. */
class SharedValuesTest {

    private final SharedValues shared = new SharedValues();

    @Test
    void equalPartsOfTwoTextsAreTheSameObjects() {
        JsonTexts texts = new JsonTexts(shared);
        Map<?, ?> first = parsed(texts);
        Map<?, ?> second = parsed(texts);

        assertThat(first).isEqualTo(second);
        assertThat(first.get("color")).isSameAs(second.get("color"));
        assertThat(first.get("steps")).isSameAs(second.get("steps"));
    }

    private static Map<?, ?> parsed(JsonTexts texts) {
        return (Map<?, ?>) Objects.requireNonNull(texts.parse("{\"color\":\"blue\",\"steps\":[1000,2.5,\"x\"]}"));
    }

    @Test
    void valuesOfDifferentTypesStayDifferent() {
        List<Object> values =
                List.of(1, 1L, 1.0, "1", true, "true", 0.0, -0.0, Double.NaN, List.of(1), List.of(1L), List.of("1"));
        values.forEach(shared::of);
        for (Object value : values) {
            assertThat(shared.of(value)).isEqualTo(value).hasSameClassAs(value);
        }
    }

    @Test
    void aListOfNamesIsNoTextThatHasItsHash() {
        String[] names = {"a"};
        Object list = shared.of(List.of("a"));
        assertThat(shared.ofNames(names)).isSameAs(names);
        assertThat(shared.of(list)).isEqualTo(List.of("a"));
        assertThat(shared.ofNames(new String[] {"a"})).containsExactly("a");
    }

    @Test
    void moreValuesThanThereArePlacesForAreAllRight() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            texts.add(shared.of("text " + i));
        }
        for (int i = 0; i < texts.size(); i++) {
            assertThat(texts.get(i)).isEqualTo("text " + i);
        }
    }
}
