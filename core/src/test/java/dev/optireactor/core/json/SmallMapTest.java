package dev.optireactor.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** A small map is what a {@link LinkedHashMap} would be, only smaller and unchangeable. */
class SmallMapTest {

    @Property
    void itHasWhatWasPutIntoIt(
            @ForAll @Size(max = 30) List<@StringLength(max = 2) @CharRange(from = 'a', to = 'd') String> keys) {
        Map<String, Integer> expected = new LinkedHashMap<>();
        SmallMap.Builder<Integer> builder = new SmallMap.Builder<>();
        for (int i = 0; i < keys.size(); i++) {
            expected.put(keys.get(i), i);
            builder.put(keys.get(i), i);
        }

        Map<String, Integer> map = builder.build();

        assertThat(map).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(new ArrayList<>(map.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
        for (String key : List.of("", "a", "bb", "nothing")) {
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
        }
    }

    @Test
    void nothingCanBeChanged() {
        Map<String, String> map = SmallMap.of(new String[] {"a"}, new String[] {"1"});

        assertThatThrownBy(() -> map.put("a", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("2"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(map).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void whatIsNoTextIsNoKey() {
        Map<?, String> map = SmallMap.of(new String[] {"1"}, new String[] {"one"});

        assertThat(map.containsKey(null)).isFalse();
        assertThat(map.get(1)).isNull();
    }
}
