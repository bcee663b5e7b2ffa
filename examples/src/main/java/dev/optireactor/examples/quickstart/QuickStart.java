package dev.optireactor.examples.quickstart;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Decides a flag, tracks a purchase. */
final class QuickStart {

    private QuickStart() {}

    // tag::quickstart[]
    static Mono<Void> run(String sdkKey) {
        ReactiveOptimizely optimizely =
                ReactiveOptimizely.builder().sdkKey(sdkKey).build();
        return optimizely
                .createUserContext("user-1", Map.of("country", "DE"))
                .flatMap(user -> user.decide("checkout")
                        .doOnNext(decision -> System.out.println(decision.variationKey()))
                        .then(user.trackEvent("purchase", Map.of("revenue", 4200))))
                .then(optimizely.close())
                .then();
    }
    // end::quickstart[]
}
