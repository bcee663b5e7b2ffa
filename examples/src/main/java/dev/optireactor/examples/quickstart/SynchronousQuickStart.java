package dev.optireactor.examples.quickstart;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import java.util.Map;

/** Decides a flag from a datafile that is at hand: no network, no threads. */
final class SynchronousQuickStart {

    private SynchronousQuickStart() {}

    // tag::synchronous[]
    static boolean run(byte[] datafile) {
        Optimizely optimizely = Optimizely.compile(datafile);
        UserContext user = UserContext.of("user-1", Map.of("country", "DE"));
        OptimizelyDecision decision = optimizely.decide(user, "checkout");
        return decision.enabled();
    }
    // end::synchronous[]
}
