package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.FeatureFlagsState;
import com.launchdarkly.sdk.server.LDClient;
import com.optimizely.ab.OptimizelyUserContext;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

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

    @State(Scope.Benchmark)
    public abstract static class Turn {

        @Param({"10", "100", "1000"})
        public int flags;

        private int turn;

        int next() {
            return turn++ & (Users.COUNT - 1);
        }
    }

    public static class Ours extends Turn {

        @Param({"false", "true"})
        public boolean reasons;

        Optimizely client;
        List<UserContext> users;
        OptimizelyDecideOption[] options;

        @Setup
        public void prepare() {
            client = Optimizely.compile(Datafiles.bytes(flags));
            users = OurSdk.users();
            options = OurSdk.options(reasons);
        }
    }

    public static class Official extends Turn {

        @Param({"false", "true"})
        public boolean reasons;

        List<OptimizelyUserContext> users;
        List<com.optimizely.ab.optimizelydecision.OptimizelyDecideOption> options;

        @Setup
        public void prepare() {
            users = OfficialSdk.users(OfficialSdk.client(Datafiles.text(flags)));
            options = OfficialSdk.options(reasons);
        }
    }

    public static class LaunchDarkly extends Turn {

        LDClient client;
        List<LDContext> users;

        @Setup
        public void prepare() {
            client = LaunchDarklySdk.client(ProjectGenerator.generate(flags));
            users = LaunchDarklySdk.users();
        }

        @TearDown
        public void close() throws Exception {
            client.close();
        }
    }
}
