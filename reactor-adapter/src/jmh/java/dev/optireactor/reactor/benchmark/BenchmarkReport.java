package dev.optireactor.reactor.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the official SDK and ours side by side and prints two tables in Markdown: what work costs, with the bar of each
 * line and whether it holds, and what becomes of events when the service fails.
 *
 * <p>Arguments: {@code short} for a quick look of a few minutes, whose figures are rough; {@code oneFork} for a full run in
 * one Java for each line instead of two; {@code decide},
 * {@code pipeline}, {@code delivery}, {@code burst}, {@code segments}, {@code threads}, {@code loss} for parts instead
 * of all. The lines about segments need {@code threads} too.
 */
public final class BenchmarkReport {

    private static final String SHORT = "short";
    private static final String ONE_FORK = "oneFork";
    private static final String BURST = "burst";
    private static final String THREADS = "threads";
    private static final String LOSS = "loss";
    private static final Map<String, Class<?>> BENCHMARKS = Map.of(
            "decide", DecideBenchmark.class,
            "pipeline", EventPipelineBenchmark.class,
            "delivery", EventDeliveryBenchmark.class,
            "segments", SegmentFetchBenchmark.class);

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
        Set<String> known = new TreeSet<>(BENCHMARKS.keySet());
        known.addAll(List.of(BURST, THREADS, LOSS));
        if (!known.containsAll(parts)) {
            throw new IllegalArgumentException("unknown part in " + parts + "; known are " + known);
        }
        if (parts.isEmpty()) {
            parts.addAll(known);
        }
        Map<String, Long> figures = new HashMap<>();
        figures.putAll(parts.contains(THREADS) ? ThreadCensus.measure() : Map.of());
        figures.putAll(parts.contains(BURST) ? BurstLoss.measure() : Map.of());
        figures.putAll(parts.contains(LOSS) ? EventLoss.measure() : Map.of());
        System.out.println(ReportTable.of(new Measurements(run(parts, brief, oneFork), figures)));
        if (parts.contains(LOSS)) {
            System.out.println(LossTable.of(figures));
        }
    }

    private static List<RunResult> run(Set<String> parts, boolean brief, boolean oneFork) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (String part : new TreeSet<>(BENCHMARKS.keySet())) {
            if (parts.contains(part)) {
                results.addAll(run(BENCHMARKS.get(part), brief, oneFork));
            }
        }
        return results;
    }

    private static List<RunResult> run(Class<?> benchmark, boolean brief, boolean oneFork) throws RunnerException {
        // One operation of the slowest takes ten seconds there.
        boolean slow = benchmark == SegmentFetchBenchmark.class;
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName() + "\\.")
                .jvmArgs("-Xms2g", "-Xmx2g", "-Dlogback.configurationFile=logback-benchmark.xml")
                .addProfiler(GCProfiler.class)
                .addProfiler(CallerAllocation.class)
                .shouldFailOnError(true)
                .forks(oneFork || slow ? 1 : 2)
                .warmupIterations(brief ? 3 : 6)
                .warmupTime(TimeValue.seconds(brief ? 1 : 3))
                .measurementIterations(brief || slow ? 3 : 5)
                .measurementTime(TimeValue.seconds(brief ? 1 : 2));
        return new ArrayList<>(new Runner(options.build()).run());
    }
}
