package dev.optireactor.reactor.prediction;

import static dev.optireactor.reactor.prediction.PredictionFixture.need;
import static dev.optireactor.reactor.prediction.PredictionFixture.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PredictionServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.PREDICTIONS);

    @Test
    void asksWithUserRuleAttributesAndId() {
        edge.sandbox().prediction("rule-1", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        BanditPrediction need =
                new BanditPrediction("flag", "rule-1", "日本 \"x\" 🚀 50%", Map.of("attr-1", "quote \" and \\"));
        expect(fixture.resolve(need), new Predicted("variation-1", uuid(1)));
        SandboxRequest request =
                edge.sandbox().received().requests(Endpoint.PREDICTIONS).get(0);
        assertThat(request.path()).isEqualTo("/predict/rule-1");
        assertThat(request.header("Content-Type")).contains("application/json");
        Map<String, Object> attribute = Map.of("id", "attr-1", "value", "quote \" and \\", "type", "custom_attribute");
        assertThat(request.json())
                .isEqualTo(Map.of(
                        "instances",
                        List.of(Map.of(
                                "visitorId",
                                "日本 \"x\" 🚀 50%",
                                "experimentId",
                                "rule-1",
                                "attributes",
                                List.of(attribute),
                                "cmabUUID",
                                uuid(1)))));
    }

    @Test
    void encodesTheRuleInTheAddress() {
        edge.sandbox().prediction("a/b?c d%", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        expect(fixture.resolve(need("a/b?c d%")), new Predicted("variation-1", uuid(1)));
    }

    @Test
    void hasAllRequestsOfACallUnderWayAtTheSameTime() {
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        PredictionFixture fixture = new PredictionFixture(edge);
        Disposable call =
                fixture.service.resolve(tenNeeds(), DecideOptions.none()).subscribe();
        edge.sandbox().received().onRequest().take(10).blockLast(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.PREDICTIONS).open())
                .isEqualTo(10);
        call.dispose();
        edge.sandbox().received().onAbort().take(10).blockLast(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.PREDICTIONS).open())
                .isZero();
    }

    @Test
    void takesAboutOneRoundTripForTenNeeds() {
        Set<BanditPrediction> needs = tenNeeds();
        needs.forEach(need -> edge.sandbox().prediction(need.ruleId(), "of " + need.ruleId()));
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.latency(Duration.ofMillis(100)));
        PredictionFixture fixture = new PredictionFixture(edge);
        DecideOptions anew = DecideOptions.of(OptimizelyDecideOption.IGNORE_CMAB_CACHE);
        // One after the other would always take 1,000 ms or more; a busy machine gets several tries.
        fixture.service
                .resolve(needs, anew)
                .elapsed()
                .repeat()
                .filter(answers -> answers.getT1() < 600)
                .next()
                .as(StepVerifier::create)
                .assertNext(answers -> assertThat(answers.getT2())
                        .hasSize(10)
                        .allSatisfy((need, answer) -> assertThat(answer)
                                .isInstanceOfSatisfying(
                                        Predicted.class,
                                        predicted -> assertThat(predicted.variationId())
                                                .isEqualTo("of " + need.ruleId()))))
                .expectComplete()
                .verify(PATIENCE);
    }

    private static Set<BanditPrediction> tenNeeds() {
        return IntStream.range(0, 10).mapToObj(rule -> need("rule-" + rule)).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void answersNoNeedsWithNoAnswers() {
        PredictionFixture fixture = new PredictionFixture(edge);
        fixture.service
                .resolve(Set.of(), DecideOptions.none())
                .as(StepVerifier::create)
                .expectNext(Map.of())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void makesOneRequestWithOneIdForEqualNeeds() {
        edge.sandbox()
                .prediction("rule-1", "variation-1")
                .fault(Endpoint.PREDICTIONS, Fault.latency(Duration.ofMillis(50)));
        PredictionFixture fixture = new PredictionFixture(edge);
        Flux.range(0, 100)
                .flatMap(caller -> fixture.resolve(need("rule-1")), 100)
                .distinct()
                .as(StepVerifier::create)
                .expectNext(new Predicted("variation-1", uuid(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.PREDICTIONS).received())
                .isEqualTo(1);
    }

    @Test
    void givesFlagsThatShareARuleTheSamePrediction() {
        edge.sandbox().prediction("rule-1", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        BanditPrediction one = new BanditPrediction("flag-1", "rule-1", PredictionFixture.USER, Map.of());
        BanditPrediction other = new BanditPrediction("flag-2", "rule-1", PredictionFixture.USER, Map.of());
        Prediction prediction = new Predicted("variation-1", uuid(1));
        fixture.service
                .resolve(Set.of(one, other), DecideOptions.none())
                .as(StepVerifier::create)
                .expectNext(Map.of(one, prediction, other, prediction))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void cancelsTheRequestsThatNobodyElseWaitsFor() {
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        PredictionFixture fixture = new PredictionFixture(edge);
        Disposable both = fixture.service
                .resolve(Set.of(need("rule-1"), need("rule-2")), DecideOptions.none())
                .subscribe();
        Disposable one = fixture.resolve(need("rule-1")).subscribe();
        edge.sandbox().received().onRequest().take(2).blockLast(PATIENCE);
        both.dispose();
        SandboxRequest aborted = edge.sandbox().received().onAbort().next().block(PATIENCE);
        assertThat(aborted).isNotNull().extracting(SandboxRequest::path).isEqualTo("/predict/rule-2");
        assertThat(edge.sandbox().received().traffic(Endpoint.PREDICTIONS).open())
                .isEqualTo(1);
        one.dispose();
        edge.sandbox().received().onAbort().take(2).blockLast(PATIENCE);
    }

    @Test
    void asksAtEachSubscriptionAndNotBefore() {
        edge.sandbox().prediction("rule-1", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        Mono<Prediction> prediction = fixture.resolve(need("rule-1"), OptimizelyDecideOption.IGNORE_CMAB_CACHE);
        assertThat(edge.sandbox().received().requests()).isEmpty();
        expect(prediction, new Predicted("variation-1", uuid(1)));
        expect(prediction, new Predicted("variation-1", uuid(2)));
    }

    @Test
    void namesUsersAtTraceOnly() {
        edge.sandbox().prediction("rule-1", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        expect(fixture.resolve(need("rule-1")), new Predicted("variation-1", uuid(1)));
        expect(fixture.resolve(need("rule-1")), new Predicted("variation-1", uuid(1)));
        assertThat(log.at(Level.TRACE))
                .containsExactly(
                        "CMAB cache miss for user 'anna-s3cr3t' and rule 'rule-1'",
                        "CMAB cache hit for user 'anna-s3cr3t' and rule 'rule-1'");
        assertThat(log.aboveTrace()).isEmpty();
    }

    private static void expect(Mono<Prediction> resolved, Prediction expected) {
        resolved.as(StepVerifier::create).expectNext(expected).expectComplete().verify(PATIENCE);
    }
}
