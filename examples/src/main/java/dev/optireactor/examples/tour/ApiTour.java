package dev.optireactor.examples.tour;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import dev.optireactor.reactor.notification.DecisionNotification;
import dev.optireactor.reactor.segment.OdpSegmentOption;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every operation of a user context and of the client, each told as a line of text. */
public final class ApiTour {

    private static final OptimizelyDecisionContext CHECKOUT = new OptimizelyDecisionContext("checkout");

    private final ReactiveOptimizely optimizely;

    /**
     * Prepares a tour.
     *
     * @param optimizely the client to show
     */
    public ApiTour(ReactiveOptimizely optimizely) {
        this.optimizely = optimizely;
    }

    /** {@return what each operation answered, behind its name, in the order of the tour} */
    public Flux<String> walk() {
        return Flux.concat(
                optimizely.ready().thenReturn("ready: done"),
                optimizely.createUserContext("ada", Map.of("country", "DE")).flatMapMany(ApiTour::user),
                client());
    }

    private static Flux<String> user(ReactiveUserContext user) {
        return Flux.concat(
                Mono.just("createUserContext: " + user.userId()),
                attributes(user),
                decisions(user),
                forcedDecisions(user),
                segments(user),
                events(user));
    }

    private static Flux<String> attributes(ReactiveUserContext user) {
        return Flux.concat(
                user.setAttribute("premium", true).map(same -> "setAttribute: " + same.userId()),
                user.getAttributes().map(attributes -> "getAttributes: " + attributes.keySet()));
    }

    private static Flux<String> decisions(ReactiveUserContext user) {
        return Flux.concat(
                user.decide("checkout", OptimizelyDecideOption.INCLUDE_REASONS)
                        .map(decision -> "decide: " + decision.variationKey()),
                user.decideForKeys(List.of("free_shipping", "unknown"))
                        .map(decision -> "decideForKeys: " + decision.flagKey() + " " + decision.enabled()),
                user.decideAll(OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                        .map(decision -> "decideAll: " + decision.flagKey()),
                user.decisions("free_shipping").take(1).map(decision -> "decisions: " + decision.variationKey()));
    }

    private static Flux<String> forcedDecisions(ReactiveUserContext user) {
        return Flux.concat(
                user.setForcedDecision(CHECKOUT, new OptimizelyForcedDecision("one_page"))
                        .map(done -> "setForcedDecision: " + done),
                user.getForcedDecision(CHECKOUT).map(forced -> "getForcedDecision: " + forced.variationKey()),
                user.decide("checkout").map(decision -> "decide, forced: " + decision.variationKey()),
                user.removeForcedDecision(CHECKOUT).map(removed -> "removeForcedDecision: " + removed),
                user.removeAllForcedDecisions().map(done -> "removeAllForcedDecisions: " + done));
    }

    private static Flux<String> segments(ReactiveUserContext user) {
        return Flux.concat(
                user.fetchQualifiedSegments(OdpSegmentOption.IGNORE_CACHE)
                        .map(fetched -> "fetchQualifiedSegments: " + fetched),
                user.setQualifiedSegments(List.of("frequent_buyers"))
                        .map(same -> "setQualifiedSegments: " + same.userId()),
                user.getQualifiedSegments().map(segments -> "getQualifiedSegments: " + segments),
                user.isQualifiedFor("frequent_buyers").map(qualified -> "isQualifiedFor: " + qualified));
    }

    private static Mono<String> events(ReactiveUserContext user) {
        return user.trackEvent("purchase", Map.of("revenue", 4200)).thenReturn("trackEvent: accepted");
    }

    private Flux<String> client() {
        return Flux.concat(
                optimizely.projects().take(1).map(project -> "projects: revision " + project.revision()),
                optimizely
                        .status()
                        .take(1)
                        .map(status -> "status: " + status.getClass().getSimpleName()),
                optimizely
                        .getOptimizelyConfig()
                        .map(config ->
                                "getOptimizelyConfig: " + config.featuresMap().keySet()),
                optimizely.refresh().thenReturn("refresh: done"),
                notification(),
                optimizely
                        .sendOdpEvent(null, "bought", Map.of("email", "ada@example.com"), Map.of())
                        .map(accepted -> "sendOdpEvent: " + accepted),
                optimizely.flush().thenReturn("flush: done"),
                Mono.fromSupplier(
                        () -> "statistics: " + optimizely.statistics().events().offered() + " offered"),
                optimizely
                        .close()
                        .map(statistics -> "close: " + statistics.events().pending() + " pending"));
    }

    private Mono<String> notification() {
        Mono<DecisionNotification> next =
                optimizely.notifications(DecisionNotification.class).next();
        Mono<Void> decide = optimizely
                .createUserContext("grace")
                .flatMap(user -> user.decide("checkout"))
                .then();
        return Mono.zip(next, decide.thenReturn(true))
                .map(both -> "notifications: " + both.getT1().decision().flagKey());
    }
}
