package dev.optireactor.core.conformance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Replays the vectors among the test resources, or those of another folder of the same form:
 *
 * <pre>{@code
 * mvn -q -pl core test -Dtest=ConformanceTest -Dconformance.dir=FOLDER
 * }</pre>
 *
 * A relative folder counts from where {@code mvn} was started.
 */
class ConformanceTest {

    private static final Map<String, Integer> COUNTS = Map.ofEntries(
            entry("decide.jsonl", 1848),
            entry("decide-all.jsonl", 271),
            entry("impressions.jsonl", 656),
            entry("conversions.jsonl", 273),
            entry("user-profile.jsonl", 161),
            entry("cmab.jsonl", 203),
            entry("holdouts.jsonl", 364),
            entry("conditions.jsonl", 1428),
            entry("bucketing.jsonl", 420),
            entry("cmab-responses.jsonl", 33),
            entry("tolerated.jsonl", 19),
            entry("rejected", 61),
            entry("optimizely-config", 32),
            entry("datafiles", 32),
            entry("disagreements.json", 692));

    @Test
    void everyCaseIsAnsweredAsExpected() {
        String other = System.getProperty("conformance.dir");
        VectorFolder folder = other == null
                ? VectorFolder.builtIn()
                : new VectorFolder(Path.of(System.getProperty("conformance.base", ""))
                        .resolve(other)
                        .toAbsolutePath()
                        .normalize());

        ConformanceReport report = ConformanceReport.of(folder);
        report.print(System.out);

        assertThat(report.failures().size())
                .as("failed cases, of which the first are %s", report.firstFailures())
                .isZero();
        if (other == null) {
            assertThat(report.counts()).isEqualTo(COUNTS);
        }
    }
}
