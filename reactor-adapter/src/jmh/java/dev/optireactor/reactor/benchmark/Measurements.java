package dev.optireactor.reactor.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured: times by benchmark, method and parameter, and figures by name. */
final class Measurements {

    private final Map<String, Measurement> measurements = new HashMap<>();
    private final Map<String, Long> figures;

    /**
     * @param nanoseconds of one operation, the median of all iterations
     * @param bytes that all threads allocate for one operation
     * @param callerBytes that the calling thread allocates for one operation
     */
    record Measurement(double nanoseconds, double bytes, double callerBytes) {}

    Measurements(List<RunResult> results, Map<String, Long> figures) {
        results.forEach(this::add);
        this.figures = figures;
    }

    private void add(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        StringBuilder name =
                new StringBuilder(benchmark.getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.(\\w+)", "$1 $2"));
        benchmark.getParamsKeys().forEach(key -> name.append(' ').append(benchmark.getParam(key)));
        measurements.put(
                name.toString(),
                new Measurement(
                        result.getPrimaryResult().getStatistics().getPercentile(50),
                        score(result, "gc.alloc.rate.norm"),
                        score(result, CallerAllocation.LABEL)));
    }

    private static double score(RunResult result, String label) {
        Result<?> secondary = result.getSecondaryResults().get(label);
        return secondary == null ? Double.NaN : secondary.getScore();
    }

    /** {@return the measurement of a benchmark's method with its parameters, or null if it was not asked for} */
    @Nullable
    Measurement of(String name) {
        return measurements.get(name);
    }

    /** {@return the figure, or null if it was not asked for} */
    @Nullable
    Long figure(String name) {
        return figures.get(name);
    }
}
