package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.LDClient;
import com.optimizely.ab.OptimizelyUserContext;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import java.util.List;
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

/** One flag of a project of 100, without an event, for users who exist beforehand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    static final int FLAGS = 100;

    @Benchmark
    public OptimizelyDecision optireactor(Ours sdk) {
        return sdk.client.decide(sdk.users.get(sdk.next()), sdk.flagKey, sdk.options);
    }

    @Benchmark
    public com.optimizely.ab.optimizelydecision.OptimizelyDecision official(Official sdk) {
        return sdk.users.get(sdk.next()).decide(sdk.flagKey, sdk.options);
    }

    @Benchmark
    public LDValue launchDarkly(LaunchDarkly sdk) {
        return sdk.client.jsonValueVariation(sdk.flagKey, sdk.users.get(sdk.next()), LDValue.ofNull());
    }

    @State(Scope.Benchmark)
    public abstract static class Turn {

        @Param
        public Scenario scenario;

        String flagKey;
        private int turn;

        @Setup
        public void chooseFlag() {
            flagKey = scenario.flagKey();
        }

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
            client = Optimizely.compile(Datafiles.bytes(FLAGS));
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
            users = OfficialSdk.users(OfficialSdk.client(Datafiles.text(FLAGS)));
            options = OfficialSdk.options(reasons);
        }
    }

    public static class LaunchDarkly extends Turn {

        LDClient client;
        List<LDContext> users;

        @Setup
        public void prepare() {
            client = LaunchDarklySdk.client(ProjectGenerator.generate(FLAGS));
            users = LaunchDarklySdk.users();
        }

        @TearDown
        public void close() throws Exception {
            client.close();
        }
    }
}
