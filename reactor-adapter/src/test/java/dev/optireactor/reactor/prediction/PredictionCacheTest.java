package dev.optireactor.reactor.prediction;

import static dev.optireactor.reactor.prediction.PredictionFixture.need;
import static dev.optireactor.reactor.prediction.PredictionFixture.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.prediction.AttributeHash;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The cache of predictions, and what the options of a call do to it. */
class PredictionCacheTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BanditPrediction NEED = need("rule-1");
    private static final String KEY = "11-anna-s3cr3t-rule-1";
    private static final String HASH = AttributeHash.of(NEED.attributes());
    private static final CachedPrediction OTHER = new CachedPrediction("hash", "other", "other-uuid");

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @Test
    void keepsAPredictionWithItsIdAndTheHashOfItsAttributes() {
        PredictionFixture fixture = cold();
        expect(fixture.resolve(NEED), new Predicted("new", uuid(1)));
        expect(fixture.resolve(NEED), new Predicted("new", uuid(1)));
        assertThat(fixture.cache.entries()).isEqualTo(Map.of(KEY, new CachedPrediction(HASH, "new", uuid(1))));
        assertThat(fixture.cache.operations()).containsExactly("lookup " + KEY, "save " + KEY, "lookup " + KEY);
        assertThat(fixture.listener.lookups()).containsExactly(false, true);
    }

    @Test
    void asksAnewWhenTheAttributesHaveChanged() {
        PredictionFixture fixture = warm();
        BanditPrediction changed = need("rule-1", Map.of("attr", "FR"));
        expect(fixture.resolve(changed), new Predicted("new", uuid(1)));
        assertThat(fixture.cache.operations()).containsExactly("lookup " + KEY, "remove " + KEY, "save " + KEY);
        assertThat(fixture.listener.lookups()).containsExactly(false);
    }

    @Test
    void tellsNullFromAbsentAndTextFromNumber() {
        PredictionFixture fixture = cold();
        expect(fixture.resolve(need("rule-1", Map.of())), new Predicted("new", uuid(1)));
        expect(fixture.resolve(need("rule-1", Collections.singletonMap("attr", null))), new Predicted("new", uuid(2)));
        expect(fixture.resolve(need("rule-1", Map.of("attr", "1"))), new Predicted("new", uuid(3)));
        expect(fixture.resolve(need("rule-1", Map.of("attr", 1))), new Predicted("new", uuid(4)));
    }

    @Test
    void leavesTheCacheAloneWithIgnore() {
        PredictionFixture fixture = warm();
        Mono<Prediction> ignoring = fixture.resolve(
                NEED,
                OptimizelyDecideOption.IGNORE_CMAB_CACHE,
                OptimizelyDecideOption.RESET_CMAB_CACHE,
                OptimizelyDecideOption.INVALIDATE_USER_CMAB_CACHE);
        expect(ignoring, new Predicted("new", uuid(1)));
        assertThat(fixture.cache.operations()).isEmpty();
    }

    @Test
    void makesARequestForEachCallerWithIgnore() {
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.latency(Duration.ofMillis(20)));
        PredictionFixture fixture = cold();
        Flux.range(0, 5)
                .flatMap(caller -> fixture.resolve(NEED, OptimizelyDecideOption.IGNORE_CMAB_CACHE))
                .distinct()
                .as(StepVerifier::create)
                .expectNextCount(5)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.PREDICTIONS).received())
                .isEqualTo(5);
    }

    @Test
    void emptiesTheCacheWithReset() {
        PredictionFixture fixture = warm();
        expect(fixture.resolve(NEED, OptimizelyDecideOption.RESET_CMAB_CACHE), new Predicted("new", uuid(1)));
        assertThat(fixture.cache.operations()).containsExactly("reset", "save " + KEY);
        assertThat(fixture.cache.entries()).containsOnlyKeys(KEY);
    }

    @Test
    void keepsOnlyTheLastRulesAnswerWithReset() {
        PredictionFixture fixture = warm();
        fixture.resolveAll(OptimizelyDecideOption.RESET_CMAB_CACHE, need("rule-3"), need("rule-1"), need("rule-2"))
                .as(StepVerifier::create)
                .assertNext(answers -> assertThat(answers).hasSize(3))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().requests(Endpoint.PREDICTIONS)).hasSize(3);
        assertThat(fixture.cache.entries()).containsOnlyKeys("11-anna-s3cr3t-rule-2");
    }

    @Test
    void keepsNothingWithResetWhenTheLastRuleFails() {
        PredictionFixture fixture = warm();
        fixture.resolveAll(OptimizelyDecideOption.RESET_CMAB_CACHE, need("rule-1"), need("unknown"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.cache.entries()).isEmpty();
    }

    @Test
    void forgetsOnlyThisUserAndRuleWithInvalidate() {
        PredictionFixture fixture = warm();
        expect(fixture.resolve(NEED, OptimizelyDecideOption.INVALIDATE_USER_CMAB_CACHE), new Predicted("new", uuid(1)));
        assertThat(fixture.cache.operations()).containsExactly("remove " + KEY, "save " + KEY);
        assertThat(fixture.cache.entries())
                .isEqualTo(Map.of(KEY, new CachedPrediction(HASH, "new", uuid(1)), "other", OTHER));
    }

    @Test
    void keepsTheAnswerOfTheLaterOfTwoRequestsThatOverlap() {
        edge.sandbox().faults(Endpoint.PREDICTIONS, Fault.latency(Duration.ofSeconds(1)));
        PredictionFixture fixture = cold();
        Mono<Prediction> slow = fixture.resolve(NEED);
        Mono<Prediction> later = Mono.defer(
                        () -> edge.sandbox().received().onRequest().next())
                .then(fixture.resolve(NEED, OptimizelyDecideOption.INVALIDATE_USER_CMAB_CACHE));
        Flux.merge(slow, later)
                .as(StepVerifier::create)
                .expectNext(new Predicted("new", uuid(2)), new Predicted("new", uuid(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.cache.entries()).containsEntry(KEY, new CachedPrediction(HASH, "new", uuid(2)));
    }

    @Test
    void doesNotKeepFailures() {
        PredictionFixture fixture = cold();
        BanditPrediction unknown = need("unknown");
        for (int attempt = 0; attempt < 2; attempt++) {
            fixture.resolve(unknown)
                    .as(StepVerifier::create)
                    .assertNext(answer -> assertThat(answer).isInstanceOf(Prediction.Failed.class))
                    .expectComplete()
                    .verify(PATIENCE);
        }
        assertThat(edge.sandbox().received().requests(Endpoint.PREDICTIONS)).hasSize(2);
        assertThat(fixture.cache.entries()).isEmpty();
    }

    private PredictionFixture cold() {
        for (int rule = 1; rule <= 3; rule++) {
            edge.sandbox().prediction("rule-" + rule, "new");
        }
        return new PredictionFixture(edge);
    }

    /** A cache that knows the answer already, and one for somebody else. */
    private PredictionFixture warm() {
        PredictionFixture fixture = cold();
        fixture.cache.with(KEY, new CachedPrediction(HASH, "old", "old-uuid")).with("other", OTHER);
        return fixture;
    }

    private static void expect(Mono<Prediction> resolved, Prediction expected) {
        resolved.as(StepVerifier::create).expectNext(expected).expectComplete().verify(PATIENCE);
    }
}
