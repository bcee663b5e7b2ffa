package dev.optireactor.reactor.prediction;

import static dev.optireactor.reactor.prediction.PredictionFixture.need;
import static dev.optireactor.reactor.prediction.PredictionFixture.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class PredictionFailuresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BanditPrediction NEED = need("rule-1");
    private static final String EXHAUSTED =
            "CMAB decision fetch failed with status: Exhausted all retries for CMAB request";

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.PREDICTIONS);

    static Stream<Fault> passing() {
        return Stream.of(
                Fault.status(500),
                Fault.status(503),
                Fault.status(408),
                Fault.status(429),
                Fault.reset(),
                Fault.truncated(),
                Fault.silence(),
                Fault.garbled(),
                Fault.answer(200, "{\"predictions\":[]}"),
                Fault.answer(200, "{\"predictions\":[{\"variation_id\":null}]}"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void asksOnceMoreWithTheSameIdWhenThatMayHelp(Fault fault) {
        edge.sandbox().prediction("rule-1", "variation-1").faults(Endpoint.PREDICTIONS, fault);
        PredictionFixture fixture = facing(fault);
        expect(fixture.resolve(NEED), new Predicted("variation-1", uuid(1)));
        List<SandboxRequest> requests = edge.sandbox().received().requests(Endpoint.PREDICTIONS);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text()).contains(uuid(1));
        assertThat(log.aboveTrace()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("passing")
    void givesUpAfterOneRetry(Fault fault) {
        edge.sandbox().prediction("rule-1", "variation-1").fault(Endpoint.PREDICTIONS, fault);
        PredictionFixture fixture = facing(fault);
        expect(fixture.resolve(NEED), new Failed(EXHAUSTED));
        assertThat(edge.sandbox().received().requests(Endpoint.PREDICTIONS)).hasSize(2);
        assertThat(log.at(Level.WARN)).containsExactly(EXHAUSTED + " (further failures are logged at DEBUG)");
        assertThat(fixture.listener.messages()).containsExactly(EXHAUSTED);
        assertThat(fixture.listener.failures().get(0)).hasCauseInstanceOf(PredictionFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 413, 422})
    void doesNotAskAgainAfterARefusal(int status) {
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.status(status));
        expect(
                new PredictionFixture(edge).resolve(NEED),
                new Failed("CMAB decision fetch failed with status: " + status));
        assertThat(edge.sandbox().received().requests(Endpoint.PREDICTIONS)).hasSize(1);
    }

    @Test
    void namesTheFailureOfTheOnlyAttempt() {
        PredictionSettings.Builder once = PredictionSettings.builder().retries(0);
        edge.sandbox().faults(Endpoint.PREDICTIONS, Fault.status(500), Fault.answer(200, "{}"), Fault.reset());
        PredictionFixture fixture = new PredictionFixture(edge, once, Schedulers.parallel());
        expect(fixture.resolve(NEED), new Failed("CMAB decision fetch failed with status: 500"));
        expect(fixture.resolve(NEED), new Failed("Invalid CMAB fetch response"));
        fixture.resolve(NEED)
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(((Failed) answer).message())
                        .startsWith("CMAB decision fetch failed with status: predict (http://127.0.0.1:"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void waitsAHundredMillisecondsBeforeItAsksAgain() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        edge.sandbox().prediction("rule-1", "variation-1").faults(Endpoint.PREDICTIONS, Fault.status(500));
        PredictionFixture fixture = new PredictionFixture(edge, PredictionSettings.builder(), timer);
        fixture.resolve(NEED)
                .as(StepVerifier::create)
                // The deadline of the decision, the timeout of the cache, and the wait before the retry.
                .then(() -> Waiting.until(() -> timer.getScheduledTaskCount() == 3))
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(99)))
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> assertThat(edge.sandbox().received().requests()).hasSize(1))
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(1)))
                .expectNext(new Predicted("variation-1", uuid(1)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void endsWithTheDeadlineOfTheDecisionAndCancelsTheRequest() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        edge.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        PredictionFixture fixture = new PredictionFixture(edge, PredictionSettings.builder(), timer);
        fixture.resolve(NEED)
                .as(StepVerifier::create)
                .then(() -> edge.sandbox().received().onRequest().next().block(PATIENCE))
                .then(() -> timer.advanceTimeBy(Duration.ofSeconds(20)))
                .expectNext(new Failed("CMAB decision fetch failed with status: no answer within 20000ms"))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().onAbort().next().block(PATIENCE)).isNotNull();
        assertThat(fixture.listener.failures()).hasSize(1);
    }

    @Test
    void letsOneNeedFailAndAnswersTheOthers() {
        edge.sandbox().prediction("rule-1", "variation-1");
        PredictionFixture fixture = new PredictionFixture(edge);
        fixture.resolveAll(OptimizelyDecideOption.INCLUDE_REASONS, NEED, need("unknown"))
                .as(StepVerifier::create)
                .expectNext(Map.of(
                        NEED,
                        new Predicted("variation-1", uuid(1)),
                        need("unknown"),
                        new Failed("CMAB decision fetch failed with status: 404")))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void tellsThatPredictionsWorkAgain() {
        edge.sandbox().prediction("rule-1", "variation-1").faults(Endpoint.PREDICTIONS, Fault.status(400));
        PredictionFixture fixture = new PredictionFixture(edge);
        expect(fixture.resolve(NEED), new Failed("CMAB decision fetch failed with status: 400"));
        expect(fixture.resolve(NEED), new Predicted("variation-1", uuid(2)));
        assertThat(log.at(Level.INFO)).containsExactly("works again after 1 failure(s)");
    }

    @Test
    void survivesAClientThatThrowsOrSaysNothingOrNeverAnswers() {
        expectCustom(
                (need, uuid) -> {
                    throw new IllegalStateException(need.userId());
                },
                "CMAB decision fetch failed with status: IllegalStateException");
        expectCustom(
                (need, uuid) -> Mono.error(new IllegalStateException(need.userId())),
                "CMAB decision fetch failed with status: IllegalStateException");
        expectCustom((need, uuid) -> Mono.empty(), "Invalid CMAB fetch response");
        expectCustom((need, uuid) -> Mono.just(""), "Invalid CMAB fetch response");
        expectCustom(
                (need, uuid) -> Mono.never(),
                Duration.ofMillis(100),
                "CMAB decision fetch failed with status: no answer within 100ms");
        expectCustom((need, uuid) -> Mono.error(new PredictionFailedException("own text", null)), "own text");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(PredictionFixture.USER));
    }

    private void expectCustom(PredictionClient client, String text) {
        expectCustom(client, PATIENCE, text);
    }

    private void expectCustom(PredictionClient client, Duration deadline, String text) {
        PredictionSettings.Builder settings =
                PredictionSettings.builder().client(client).deadline(deadline);
        expect(new PredictionFixture(edge, settings, Schedulers.parallel()).resolve(NEED), new Failed(text));
    }

    @Test
    void takesOnlyHttpAddressesWithAPlaceForTheRule() {
        for (String wrong : List.of("https://x.example/predict", "ftp://x.example/%s", "%s", "/predict/%s", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PredictionSettings.builder().endpoint(wrong))
                    .withMessageContaining("endpoint must be");
        }
    }

    /** Has the usual patience, unless nothing else will end the request. */
    private PredictionFixture facing(Fault fault) {
        Duration timeout = fault.toString().equals("silence") ? Duration.ofSeconds(1) : PATIENCE;
        return new PredictionFixture(edge, PredictionSettings.builder().timeout(timeout), Schedulers.parallel());
    }

    private static void expect(Mono<Prediction> resolved, Prediction expected) {
        resolved.as(StepVerifier::create).expectNext(expected).expectComplete().verify(PATIENCE);
    }
}
