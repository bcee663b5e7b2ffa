package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.LDValue;
import dev.optireactor.core.decision.OptimizelyDecision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One flag of a project of 100, without an event, for users who exist beforehand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    @Benchmark
    public OptimizelyDecision optireactor(Sides.Ours sdk, Choice choice) {
        return sdk.client.decide(sdk.users.get(sdk.next()), choice.flagKey, sdk.options);
    }

    @Benchmark
    public com.optimizely.ab.optimizelydecision.OptimizelyDecision official(Sides.Official sdk, Choice choice) {
        return sdk.users.get(sdk.next()).decide(choice.flagKey, sdk.options);
    }

    @Benchmark
    public LDValue launchDarkly(Sides.LaunchDarkly sdk, Choice choice) {
        return sdk.client.jsonValueVariation(choice.flagKey, sdk.users.get(sdk.next()), LDValue.ofNull());
    }

    /** What is decided. */
    @State(Scope.Benchmark)
    public static class Choice {

        @Param
        public Scenario scenario;

        String flagKey;

        @Setup
        public void chooseFlag() {
            flagKey = scenario.flagKey();
        }
    }
}
