package dev.optireactor.examples.quickstart;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Decides a flag, tracks a purchase. */
final class QuickStart {

    private QuickStart() {}

    // tag::quickstart[]
    static Mono<String> run(String sdkKey) {
        return Mono.usingWhen(
                Mono.fromSupplier(
                        () -> ReactiveOptimizely.builder().sdkKey(sdkKey).build()),
                optimizely -> optimizely
                        .createUserContext("user-1", Map.of("country", "DE"))
                        .flatMap(user -> user.decide("checkout")
                                .delayUntil(decision -> user.trackEvent("purchase", Map.of("revenue", 4200))))
                        .map(decision -> decision.enabled() ? "new" : "classic"),
                ReactiveOptimizely::close);
    }
    // end::quickstart[]
}
