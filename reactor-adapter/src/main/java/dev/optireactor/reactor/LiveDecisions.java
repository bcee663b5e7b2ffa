package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** One flag for one user, decided anew whenever the project or the user changes, passed on when the outcome differs. */
final class LiveDecisions {

    private final ClientCore client;
    private final UserState user;
    private final String flagKey;
    private final DecideOptions options;
    private final boolean impressions;

    LiveDecisions(
            ClientCore client, UserState user, String flagKey, DecideOptions options, LiveImpressions impressions) {
        this.client = client;
        this.user = user;
        this.flagKey = flagKey;
        this.options = options;
        this.impressions = impressions == LiveImpressions.PER_DECISION;
    }

    Flux<OptimizelyDecision> decisions() {
        return notReadyInTime().concatWith(Flux.deferContextual(this::sinceReady));
    }

    /** What every operation answers that waits for the first datafile in vain; empty if there is one in time. */
    private Mono<OptimizelyDecision> notReadyInTime() {
        return client.projectOnceReady()
                .hasElement()
                .filter(ready -> !ready && !client.isClosed())
                .map(notReady -> OptimizelyDecision.notReady(flagKey, user.snapshot()));
    }

    private Flux<OptimizelyDecision> sinceReady(ContextView context) {
        return changes()
                // Who waits for a prediction wants none for what the user was before.
                .switchMap(change -> decide())
                .onBackpressureLatest()
                .takeUntilOther(client.parts().feed().projects().ignoreElements())
                // What fails because the client is being closed may come before the end of the projects.
                .takeWhile(settled -> !client.isClosed())
                // Behind the buffer: what counts is the difference to what the subscriber has seen.
                .distinctUntilChanged(Shown::of)
                .map(settled -> handOut(settled, context));
    }

    /** Whenever there is a reason to decide anew, from the first project on; several may become one. */
    private Flux<?> changes() {
        return Flux.combineLatest(client.parts().feed().projects(), user.snapshots(), (project, snapshot) -> project)
                .onBackpressureLatest();
    }

    private Mono<Settled> decide() {
        return client.settleOnceReady(
                client.parts().flow().prepare(DecisionRequest.decide(user.snapshot(), flagKey, options)));
    }

    private OptimizelyDecision handOut(Settled settled, ContextView context) {
        FlagDecision flag = settled.decided().flags().get(0);
        Consequences consequences = client.parts().consequences();
        return impressions ? consequences.handOut(settled, flag, context) : consequences.show(settled, flag, context);
    }

    /** What has to differ for a decision to be news; the user and the reasons do not count. */
    private record Shown(
            @Nullable String variationKey,
            boolean enabled,
            @Nullable String ruleKey,
            OptimizelyJSON variables,
            List<String> errors) {

        static Shown of(Settled settled) {
            OptimizelyDecision decision = settled.decided().flags().get(0).decision();
            boolean failed = settled.decided().flags().get(0).isError();
            return new Shown(
                    decision.variationKey(),
                    decision.enabled(),
                    decision.ruleKey(),
                    decision.variables(),
                    failed ? decision.reasons() : List.of());
        }
    }
}
