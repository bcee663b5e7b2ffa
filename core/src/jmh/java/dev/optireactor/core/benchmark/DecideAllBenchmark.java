package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.server.FeatureFlagsState;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.ProfileLookup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/** All flags of a project, without events, for users who exist beforehand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideAllBenchmark {

    @Benchmark
    public List<OptimizelyDecision> optireactor(Ours sdk) {
        return sdk.client.decideAll(sdk.users.get(sdk.next()), sdk.options);
    }

    /** With a profile service that knows nothing of the user: each variation of an experiment becomes sticky. */
    @Benchmark
    public Evaluation firstVisit(Ours sdk) {
        DecideOptions options = DecideOptions.of(sdk.options);
        return sdk.client.evaluate(
                DecisionRequest.decideAll(sdk.users.get(sdk.next()), options).with(ProfileLookup.nothing()));
    }

    @Benchmark
    public Map<String, com.optimizely.ab.optimizelydecision.OptimizelyDecision> official(Official sdk) {
        return sdk.users.get(sdk.next()).decideAll(sdk.options);
    }

    @Benchmark
    public FeatureFlagsState launchDarkly(LaunchDarkly sdk) {
        return sdk.client.allFlagsState(sdk.users.get(sdk.next()));
    }

    public static class Ours extends Sides.Ours {

        @Param({"10", "100", "1000"})
        public int flags;

        @Override
        int flags() {
            return flags;
        }
    }

    public static class Official extends Sides.Official {

        @Param({"10", "100", "1000"})
        public int flags;

        @Override
        int flags() {
            return flags;
        }
    }

    public static class LaunchDarkly extends Sides.LaunchDarkly {

        @Param({"10", "100", "1000"})
        public int flags;

        @Override
        int flags() {
            return flags;
        }
    }
}
