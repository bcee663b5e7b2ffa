package dev.optireactor.reactor.testing;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OptimizelySandboxTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();

    @Test
    void servesADatafileWithValidatorsAndKnowsWhenItIsUnchanged() {
        sandbox.datafile("key", "{\"revision\":\"1\"}");
        HttpAnswer first = send(running.datafileCall("key"));
        assertThat(first.text()).isEqualTo("{\"revision\":\"1\"}");
        String etag = first.etag().orElseThrow();
        String date = first.lastModified().orElseThrow();
        assertThat(send(conditional("If-None-Match", etag)).status()).isEqualTo(304);
        assertThat(send(conditional("If-Modified-Since", date)).status()).isEqualTo(304);

        sandbox.datafile("key", "{\"revision\":\"2\"}");
        assertThat(send(conditional("If-None-Match", etag)).text()).contains("\"2\"");
        assertThat(send(conditional("If-Modified-Since", date)).text()).contains("\"2\"");
    }

    private HttpCall.Builder conditional(String name, String value) {
        return running.datafileCall("key").acceptNotModified().header(name, value);
    }

    @Test
    void compressesADatafileForThoseWhoAcceptIt() {
        String json = "{\"revision\":\"" + "1".repeat(5000) + "\"}";
        sandbox.datafile("key", json);
        assertThat(send(running.datafileCall("key").maxWireBytes(500)).text()).isEqualTo(json);
        URI uri = URI.create(sandbox.datafileTemplate().formatted("key"));
        assertThat(send(HttpCall.get("fetch", uri)).text()).isEqualTo(json);
    }

    @Test
    void forbidsAnUnknownDatafile() {
        assertRefused(running.datafileCall("other"), 403);
    }

    @Test
    void servesAnAuthenticatedDatafileForItsTokenOnly() {
        sandbox.datafile("key", "token", "{}");
        URI uri = URI.create(sandbox.authenticatedDatafileTemplate().formatted("key"));
        assertThat(send(HttpCall.get("fetch", uri).header("Authorization", "Bearer token"))
                        .text())
                .isEqualTo("{}");
        assertRefused(HttpCall.get("fetch", uri).header("Authorization", "Bearer other"), 403);
        assertRefused(HttpCall.get("fetch", uri), 401);
        assertRefused(running.datafileCall("key"), 403);
    }

    @Test
    void recordsBatchesOfBothRegions() {
        String batch = "{\"visitors\":[{\"visitor_id\":\"日本\",\"attributes\":[{\"key\":\"a\"}],\"snapshots\":["
                + "{\"decisions\":[{\"campaign_id\":\"1\"}],\"events\":[{\"key\":\"k\",\"uuid\":\"u\"}]}]}]}";
        assertThat(send(running.post(sandbox.eventsUri(), batch)).status()).isEqualTo(204);
        assertThat(send(running.post(sandbox.euEventsUri(), batch)).status()).isEqualTo(204);

        assertThat(sandbox.received().batches())
                .extracting(ReceivedBatch::endpoint)
                .containsExactly(Endpoint.EVENTS, Endpoint.EU_EVENTS);
        ReceivedEvent event = sandbox.received().events().get(0);
        assertThat(event.visitorId()).isEqualTo("日本");
        assertThat(event.uuid()).isEqualTo("u");
        assertThat(event.key()).isEqualTo("k");
        assertThat(event.attributes()).containsExactly(Map.of("key", "a"));
        assertThat(event.decisions()).containsExactly(Map.of("campaign_id", "1"));
    }

    @Test
    void acceptsABatchThatIsNotJsonAsTheTrueServiceDoes() {
        assertThat(send(running.post(sandbox.eventsUri(), "nonsense")).status()).isEqualTo(204);
        assertThat(sandbox.received().batches()).hasSize(1).noneMatch(ReceivedBatch::isJson);
        assertThat(sandbox.received().events()).isEmpty();
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        assertRefused(running.post(sandbox.eventsUri(), " ".repeat(3_500_001)), 413);
        assertThat(sandbox.received().batches()).isEmpty();
    }

    @Test
    void tellsTheSegmentsOfAUser() {
        sandbox.segments("anna", "has_email");
        assertThat(send(segmentQuery("anna")).text())
                .contains("{\"data\":{\"customer\":{\"audiences\":{\"edges\":[")
                .satisfiesAnyOf(
                        text -> assertThat(text).contains("{\"name\":\"has_email\",\"state\":\"qualified\"}"),
                        text -> assertThat(text).contains("{\"state\":\"qualified\",\"name\":\"has_email\"}"))
                .contains("not_qualified");
        assertThat(send(segmentQuery("bert")).text()).doesNotContain("\"qualified\"");
    }

    @Test
    void reportsAnInvalidIdentifierWithStatus200() {
        sandbox.invalidUser("anna");
        assertThat(send(segmentQuery("anna")).text())
                .contains("INVALID_IDENTIFIER_EXCEPTION")
                .contains("\"customer\":null");
    }

    @Test
    void asksForTheKeyOfTheDataPlatform() {
        assertRefused(segmentQuery("anna").header("x-api-key", ""), 403);
        sandbox.odpKey("other");
        assertRefused(segmentQuery("anna"), 403);
    }

    private HttpCall.Builder segmentQuery(String userId) {
        return running.post(
                        sandbox.uri().resolve("/v3/graphql"),
                        "{\"query\":\"...\",\"variables\":{\"userId\":\"" + userId
                                + "\",\"audiences\":[\"has_email\",\"push_on_sale\"]}}")
                .header("x-api-key", "odp-key");
    }

    @Test
    void recordsEventsOfTheDataPlatform() {
        HttpCall.Builder call = running.post(
                        sandbox.uri().resolve("/v3/events"), "[{\"action\":\"a\"},{\"action\":\"b\"}]")
                .header("x-api-key", "odp-key");
        assertThat(send(call).status()).isEqualTo(202);
        assertThat(sandbox.received().odpEvents()).containsExactly(Map.of("action", "a"), Map.of("action", "b"));
    }

    @Test
    void predictsAsScripted() {
        sandbox.prediction("rule", "10416523181");
        URI uri = URI.create(sandbox.predictionTemplate().formatted("rule"));
        assertThat(send(running.post(uri, "{\"instances\":[{}]}")).text())
                .isEqualTo("{\"predictions\":[{\"variation_id\":\"10416523181\"}]}");
        assertRefused(running.post(uri, "{}"), 400);
        URI other = URI.create(sandbox.predictionTemplate().formatted("other"));
        assertRefused(running.post(other, "{\"instances\":[{}]}"), 404);
    }

    @Test
    void recordsEveryRequestWithItsHeaders() {
        assertRefused(running.post(sandbox.uri().resolve("/nowhere%20else"), "{}"), 404);
        SandboxRequest request = sandbox.received().requests(Endpoint.UNKNOWN).get(0);
        assertThat(request.path()).isEqualTo("/nowhere else");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.header("Content-Length")).contains("2");
        assertThat(request.header("User-Agent")).contains("optireactor");
        assertThat(request.json()).isEqualTo(Map.of());
        assertThat(sandbox.received().traffic(Endpoint.UNKNOWN)).isEqualTo(new Traffic(1, 1, 0, 0));
    }

    @Test
    void streamsWhatItReceivedBeforeAndAfterTheSubscription() {
        running.sendBatch("anna").block(PATIENCE);
        StepVerifier.create(sandbox.received()
                        .onBatch()
                        .map(batch -> batch.events().get(0).visitorId()))
                .expectNext("anna")
                .then(() -> running.sendBatch("bert").block(PATIENCE))
                .expectNext("bert")
                .then(() -> sandbox.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void runsOnADaemonThreadOfItsOwnUntilItIsClosed() {
        OptimizelySandbox other = OptimizelySandbox.create();
        other.start().block(PATIENCE);
        Set<Thread> own = threads();
        assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
        sandbox.close().block(PATIENCE);
        other.close().block(PATIENCE);
        Waiting.until(() -> threads().isEmpty());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("optimizely-sandbox"))
                .collect(Collectors.toSet());
    }

    @Test
    void keepsNoMoreThanItsRecordLimit() {
        OptimizelySandbox small = OptimizelySandbox.builder().recordLimit(2).build();
        Mono<Long> sent = small.start()
                .flatMapMany(started -> Flux.just("a", "b", "c")
                        .concatMap(name -> running.transport()
                                .send(running.post(started.eventsUri(), '"' + name + '"')
                                        .build())))
                .count();
        assertThat(sent.block(PATIENCE)).isEqualTo(3);
        assertThat(small.received().batches())
                .extracting(batch -> batch.request().text())
                .containsExactly("\"b\"", "\"c\"");
        assertThat(small.received().traffic(Endpoint.EVENTS).answered()).isEqualTo(3);
        small.close().block(PATIENCE);
    }

    @Test
    void hasNoAddressBeforeItIsStarted() {
        assertThatThrownBy(() -> OptimizelySandbox.create().uri()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runsBesideAnotherOne() {
        OptimizelySandbox other = OptimizelySandbox.create();
        other.start().block(PATIENCE);
        assertThat(List.of(other.uri())).doesNotContain(sandbox.uri());
        running.sendBatch("anna").block(PATIENCE);
        assertThat(other.received().requests()).isEmpty();
        other.close().block(PATIENCE);
    }

    private HttpAnswer send(HttpCall.Builder call) {
        return running.transport().send(call.build()).blockOptional(PATIENCE).orElseThrow();
    }

    private void assertRefused(HttpCall.Builder call, int status) {
        running.transport()
                .send(call.build())
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RejectedException.class,
                                rejected -> assertThat(rejected.status()).isEqualTo(status)))
                .verify(PATIENCE);
    }
}
