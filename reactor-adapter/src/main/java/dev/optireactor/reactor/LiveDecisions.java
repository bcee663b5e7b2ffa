package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.List;
import java.util.Optional;
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
        return Flux.deferContextual(context -> notReadyInTime()
                .concatWith(sinceReady())
                .onBackpressureLatest()
                .takeUntilOther(client.parts().feed().projects().ignoreElements())
                // What fails because the client is being closed may come before the end of the projects.
                .takeWhile(step -> !client.isClosed())
                // Behind the buffer: what counts is the difference to what the subscriber has seen.
                .distinctUntilChanged(Step::shown)
                .map(step -> handOut(step, context)));
    }

    /** What every operation answers that waits for the first datafile in vain; empty if there is one in time. */
    private Mono<Step> notReadyInTime() {
        return client.projectOnceReady().hasElement().filter(ready -> !ready).map(notReady -> Step.NOT_READY);
    }

    /** A decision for each reason to decide anew, from the first project on. */
    private Flux<Step> sinceReady() {
        return Flux.combineLatest(client.parts().feed().projects(), user.snapshots(), (project, snapshot) -> project)
                // Who waits for a prediction wants none for what the user was before.
                .switchMap(change -> decide());
    }

    private Mono<Step> decide() {
        return client.settleOnceReady(
                        client.parts().flow().prepare(DecisionRequest.decide(user.snapshot(), flagKey, options)))
                .map(Step::new);
    }

    private OptimizelyDecision handOut(Step step, ContextView context) {
        Settled settled = step.settled();
        if (settled == null) {
            return OptimizelyDecision.notReady(flagKey, user.snapshot());
        }
        FlagDecision flag = settled.decided().flags().get(0);
        Consequences consequences = client.parts().consequences();
        return impressions ? consequences.handOut(settled, flag, context) : consequences.show(settled, flag, context);
    }

    /** The outcome of one decision; null before there is a project to decide by. */
    private record Step(@Nullable Settled settled) {

        static final Step NOT_READY = new Step(null);

        Optional<Shown> shown() {
            return Optional.ofNullable(settled).map(Shown::of);
        }
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
