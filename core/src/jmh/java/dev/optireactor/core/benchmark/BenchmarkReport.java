package dev.optireactor.core.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and prints one table in Markdown, with the bar of each line and whether it holds.
 *
 * <p>Arguments: {@code short} for a quick look of a few minutes, whose figures are rough; {@code oneFork} for a full run in
 * half the time, each line in one Java instead of two; {@code decide},
 * {@code decideAll}, {@code compile}, {@code config}, {@code footprint} for parts instead of all.
 */
public final class BenchmarkReport {

    private static final String SHORT = "short";
    private static final String ONE_FORK = "oneFork";
    private static final Map<String, Class<?>> BENCHMARKS = Map.of(
            "decide", DecideBenchmark.class,
            "decideAll", DecideAllBenchmark.class,
            "compile", CompileBenchmark.class,
            "config", ConfigBenchmark.class);
    private static final String FOOTPRINT = "footprint";

    private BenchmarkReport() {}

    /**
     * Runs what the arguments name.
     *
     * @param arguments see above
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws RunnerException {
        Set<String> parts = new LinkedHashSet<>(List.of(arguments));
        boolean brief = parts.remove(SHORT);
        boolean oneFork = parts.remove(ONE_FORK) || brief;
        if (parts.isEmpty()) {
            parts.addAll(BENCHMARKS.keySet());
            parts.add(FOOTPRINT);
        }
        check(parts);
        for (int flags : new int[] {10, 100, 1000}) {
            System.out.printf(Locale.ROOT, "%,d equal decisions on %d flags%n", Agreement.check(flags), flags);
        }
        Map<String, Long> footprint = parts.remove(FOOTPRINT) ? Footprint.measure() : Map.of();
        Measurements measurements = new Measurements(run(parts, brief, oneFork), footprint);
        System.out.println(ReportTable.of(measurements));
    }

    private static void check(Set<String> parts) {
        for (String part : parts) {
            if (!part.equals(FOOTPRINT) && !BENCHMARKS.containsKey(part)) {
                throw new IllegalArgumentException(
                        "unknown part " + part + "; known are " + BENCHMARKS.keySet() + ", " + FOOTPRINT);
            }
        }
    }

    private static List<RunResult> run(Set<String> parts, boolean brief, boolean oneFork) throws RunnerException {
        if (parts.isEmpty()) {
            return List.of();
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .jvmArgs("-Xms2g", "-Xmx2g")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                // The official SDK needs some ten seconds to reach its best.
                .forks(oneFork ? 1 : 2)
                .warmupIterations(brief ? 3 : 6)
                .warmupTime(TimeValue.seconds(brief ? 1 : 2))
                .measurementIterations(brief ? 3 : 5)
                .measurementTime(TimeValue.seconds(brief ? 1 : 2));
        parts.forEach(part -> options.include(BENCHMARKS.get(part).getName() + "\\."));
        return new ArrayList<>(new Runner(options.build()).run());
    }
}
