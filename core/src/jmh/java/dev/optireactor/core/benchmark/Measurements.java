package dev.optireactor.core.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured, by the name of the benchmark and its parameters. */
final class Measurements {

    private final Map<String, Measurement> measurements = new HashMap<>();
    private final Map<String, Long> footprint;

    /** Nanoseconds, the median of all iterations, and bytes allocated per operation. */
    record Measurement(double nanoseconds, double bytes) {}

    Measurements(List<RunResult> results, Map<String, Long> footprint) {
        results.forEach(this::add);
        this.footprint = footprint;
    }

    private void add(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        StringBuilder name = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        name.insert(0, benchmark.replaceAll(".*\\.(\\w+)Benchmark\\..*", "$1 "));
        for (String parameter : List.of("flags", "scenario", "reasons")) {
            String value = result.getParams().getParam(parameter);
            if (value != null) {
                name.append(' ').append(value);
            }
        }
        Result<?> garbage = result.getSecondaryResults().get("gc.alloc.rate.norm");
        measurements.put(
                name.toString(),
                new Measurement(
                        result.getPrimaryResult().getStatistics().getPercentile(50),
                        garbage == null ? Double.NaN : garbage.getScore()));
    }

    /** {@return the measurement, or null if it was not asked for} */
    @Nullable
    Measurement of(String benchmark, String side, Object... parameters) {
        StringBuilder name = new StringBuilder(benchmark).append(' ').append(side);
        for (Object parameter : parameters) {
            name.append(' ').append(parameter);
        }
        return measurements.get(name.toString());
    }

    /** {@return a figure of {@link Footprint}, or null if it was not asked for} */
    @Nullable
    Long bytes(String name) {
        return footprint.get(name);
    }
}
