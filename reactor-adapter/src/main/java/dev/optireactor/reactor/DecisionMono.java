package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * The decision of one flag. When nothing has to be fetched it is made and signalled on the subscribing thread, which is
 * the hot path of the whole client: a chain of operators would cost more than the decision itself.
 */
final class DecisionMono extends Mono<OptimizelyDecision> {

    private final ClientCore client;
    private final UserState state;
    private final String flagKey;
    private final DecideOptions options;

    private DecisionMono(ClientCore client, UserState state, String flagKey, DecideOptions options) {
        this.client = client;
        this.state = state;
        this.flagKey = flagKey;
        this.options = options;
    }

    /** {@return the decision, decided anew for each subscription} */
    static Mono<OptimizelyDecision> of(ClientCore client, UserState state, String flagKey, DecideOptions options) {
        return onAssembly(new DecisionMono(client, state, flagKey, options));
    }

    @Override
    public void subscribe(CoreSubscriber<? super OptimizelyDecision> actual) {
        UserContext user = state.snapshot();
        DecisionRequest request = client.parts().flow().prepare(DecisionRequest.decide(user, flagKey, options));
        Project project = client.currentProject();
        if (project == null) {
            client.settleOnceReady(request)
                    .map(settled -> handOut(settled, actual))
                    .defaultIfEmpty(OptimizelyDecision.notReady(flagKey, user))
                    .subscribe(actual);
            return;
        }
        Evaluation evaluation = client.parts().flow().evaluate(project, request);
        if (evaluation instanceof Decided decided) {
            actual.onSubscribe(new HandOut(actual, this, new Settled(project, decided)));
        } else {
            client.parts()
                    .flow()
                    .settle(project, request, (Pending) evaluation)
                    .map(settled -> handOut(settled, actual))
                    .subscribe(actual);
        }
    }

    private OptimizelyDecision handOut(Settled settled, CoreSubscriber<?> actual) {
        return client.parts()
                .consequences()
                .handOut(settled, settled.decided().flags().get(0), actual.currentContext());
    }

    /** Hands the decision out when it is requested, so that a cancelled one leaves no trace. */
    private static final class HandOut extends AtomicBoolean implements Subscription {

        private static final long serialVersionUID = 1L;

        private final transient CoreSubscriber<? super OptimizelyDecision> actual;
        private final transient DecisionMono source;
        private final transient Settled settled;

        HandOut(CoreSubscriber<? super OptimizelyDecision> actual, DecisionMono source, Settled settled) {
            this.actual = actual;
            this.source = source;
            this.settled = settled;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n) && compareAndSet(false, true)) {
                handOut();
            }
        }

        private void handOut() {
            OptimizelyDecision decision;
            try {
                decision = source.handOut(settled, actual);
            } catch (Throwable defect) {
                // What the program handed in may throw: clock, source of ids.
                actual.onError(Operators.onOperatorError(defect, actual.currentContext()));
                return;
            }
            actual.onNext(decision);
            actual.onComplete();
        }

        @Override
        public void cancel() {
            set(true);
        }
    }
}
