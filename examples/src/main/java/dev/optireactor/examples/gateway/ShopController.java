package dev.optireactor.examples.gateway;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the shop's pages ask for. */
@RestController
class ShopController {

    private final ReactiveOptimizely optimizely;

    ShopController(ReactiveOptimizely optimizely) {
        this.optimizely = optimizely;
    }

    /** The checkout page, in the variation that this user is in. */
    @GetMapping("/checkout")
    Mono<CheckoutPage> checkout(@RequestParam String user, @RequestParam(defaultValue = "US") String country) {
        return optimizely
                .createUserContext(user, Map.of("country", country))
                .flatMap(context -> context.decide("checkout"))
                .map(CheckoutPage::of);
    }

    /** A purchase, which counts towards whatever this user was shown. */
    @PostMapping("/purchase")
    Mono<Receipt> purchase(@RequestParam String user, @RequestParam(defaultValue = "4200") int cents) {
        return optimizely
                .createUserContext(user)
                .flatMap(context -> context.trackEvent("purchase", Map.of("revenue", cents)))
                .thenReturn(new Receipt(user, cents));
    }

    /** Every flag of the project for this user. */
    @GetMapping("/decisions")
    Flux<FlagView> decisions(@RequestParam String user, @RequestParam(defaultValue = "US") String country) {
        return optimizely
                .createUserContext(user, Map.of("country", country))
                .flatMapMany(ReactiveUserContext::decideAll)
                .map(FlagView::of);
    }

    /** A checkout page: its design by the flag's variation, its words by the flag's variables. */
    record CheckoutPage(String design, String layout, String button) {

        static CheckoutPage of(OptimizelyDecision decision) {
            return new CheckoutPage(
                    "one_page".equals(decision.variationKey()) ? "new" : "classic",
                    text(decision, "layout", "two-steps"),
                    text(decision, "button", "Continue"));
        }

        private static String text(OptimizelyDecision decision, String variable, String otherwise) {
            String value = decision.variables().getValue(variable, String.class);
            return value == null ? otherwise : value;
        }
    }

    /** What was bought. */
    record Receipt(String user, int cents) {}

    /** One flag for a user. */
    record FlagView(String flag, boolean enabled, Map<String, Object> details) {

        static FlagView of(OptimizelyDecision decision) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("variation", String.valueOf(decision.variationKey()));
            details.put("rule", String.valueOf(decision.ruleKey()));
            details.put("variables", decision.variables().toMap());
            return new FlagView(decision.flagKey(), decision.enabled(), details);
        }
    }
}
