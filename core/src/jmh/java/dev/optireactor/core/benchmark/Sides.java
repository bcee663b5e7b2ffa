package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.LDClient;
import com.optimizely.ab.OptimizelyUserContext;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.UserContext;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The sides that are compared: each has a client of a project, and the users, who take turns. */
public final class Sides {

    private Sides() {}

    /** What all sides have in common. */
    @State(Scope.Benchmark)
    public abstract static class Side {

        private int turn;

        /** {@return how many flags the project has} */
        int flags() {
            return 100;
        }

        int next() {
            return turn++ & (Users.COUNT - 1);
        }
    }

    public static class Ours extends Side {

        @Param({"false", "true"})
        public boolean reasons;

        Optimizely client;
        List<UserContext> users;
        OptimizelyDecideOption[] options;

        @Setup
        public void prepare() {
            client = Optimizely.compile(Datafiles.bytes(flags()));
            users = OurSdk.users();
            options = OurSdk.options(reasons);
        }
    }

    public static class Official extends Side {

        @Param({"false", "true"})
        public boolean reasons;

        List<OptimizelyUserContext> users;
        List<com.optimizely.ab.optimizelydecision.OptimizelyDecideOption> options;

        @Setup
        public void prepare() {
            users = OfficialSdk.users(OfficialSdk.client(Datafiles.text(flags())));
            options = OfficialSdk.options(reasons);
        }
    }

    public static class LaunchDarkly extends Side {

        LDClient client;
        List<LDContext> users;

        @Setup
        public void prepare() {
            client = LaunchDarklySdk.client(ProjectGenerator.generate(flags()));
            users = LaunchDarklySdk.users();
        }

        @TearDown
        public void close() throws Exception {
            client.close();
        }
    }
}
