package dev.optireactor.core.bucketing;

import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Project;
import dev.optireactor.core.project.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic ranges of a rule whose variations are a (id 1), b (id 2) and c (id 3). */
class TrafficAllocationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # ranges             | bucket | variation
            1→5000 2→10000       | 4807   | a
            1→5000 2→10000       | 4999   | a
            1→5000 2→10000       | 5000   | b
            1→5000 2→10000       | 9999   | b
            _→5000 2→10000       | 4807   | –
            _→5000 2→10000       | 5000   | b
            9→5000 2→10000       | 4807   | –
            9→5000 2→10000       | 5000   | b
            1→5000               | 5000   | –
            1→0 2→10000          | 0      | b
            1→0                  | 0      | –
            2→10000 1→5000       | 4807   | b
            2→7000 1→5000 3→8000 | 6000   | b
            2→7000 1→5000 3→8000 | 7000   | c
            ''                   | 0      | –
            """)
    void theFirstRangeThatEndsAboveTheBucketDecides(String ranges, int bucket, String variation) {
        List<@Nullable Object> traffic = array();
        for (String range : ranges.isEmpty() ? new String[0] : ranges.split(" ", -1)) {
            String[] parts = range.split("→", -1);
            traffic.add(range(parts[0].equals("_") ? "" : parts[0], Integer.parseInt(parts[1])));
        }
        assertThat(key(rule(traffic).outcomeInBucket(bucket))).isEqualTo(variation.equals("–") ? null : variation);
    }

    @Property(tries = 50)
    void everyRangeGetsAsManyBucketsAsItIsWide(@ForAll("ends") List<Integer> ends) {
        List<String> keys = List.of("a", "b", "c");
        List<@Nullable Object> traffic = array();
        List<@Nullable String> expected = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            traffic.add(range(String.valueOf(i + 1), ends.get(i)));
            while (expected.size() < ends.get(i)) {
                expected.add(keys.get(i));
            }
        }
        while (expected.size() < 10000) {
            expected.add(null);
        }
        Rule rule = rule(traffic);
        List<@Nullable String> actual = new ArrayList<>();
        for (int bucket = 0; bucket < 10000; bucket++) {
            actual.add(key(rule.outcomeInBucket(bucket)));
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<Integer>> ends() {
        return Arbitraries.integers()
                .between(0, 10000)
                .set()
                .ofMaxSize(3)
                .map(ends -> List.copyOf(new TreeSet<>(ends)));
    }

    private static @Nullable String key(@Nullable Outcome outcome) {
        return outcome == null ? null : outcome.variationKey();
    }

    private static Rule rule(List<@Nullable Object> traffic) {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put(
                "variations", array(variation("1", "a", true), variation("2", "b", true), variation("3", "c", true)));
        experiment.put("trafficAllocation", traffic);
        Project project = Project.compile(Json.bytes(Datafiles.withExperiment(experiment)));
        return project.flags().get(0).experimentRules().get(0);
    }
}
