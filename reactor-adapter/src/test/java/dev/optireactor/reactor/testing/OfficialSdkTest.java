package dev.optireactor.reactor.testing;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.config.HttpProjectConfigManager;
import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.BatchEventProcessor;
import com.optimizely.ab.odp.DefaultODPApiManager;
import com.optimizely.ab.odp.ODPManager;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.RedirectedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

/**
 * The sandbox speaks the true protocol: the official SDK, with its own HTTP client, polling, batching and data platform
 * client, works against it. All its waiting happens on the test's thread and on threads of its own.
 */
class OfficialSdkTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();

    @Test
    void getsItsDatafileAndDecidesAndDeliversItsEvents() throws IOException {
        sandbox.datafile("sandbox-key", datafile());
        try (Optimizely optimizely = optimizely("sandbox-key", null)) {
            OptimizelyUserContext user = new OptimizelyUserContext(optimizely, "anna", Map.of("country", "DE"));
            OptimizelyDecision decision = user.decide("checkout");
            assertThat(decision.getVariationKey()).isEqualTo("short");
            assertThat(decision.getVariables().toMap()).isEqualTo(Map.of("steps", 1));
            user.trackEvent("purchase", Map.of("revenue", 4200));
        }
        assertThat(sandbox.received().events())
                .extracting(ReceivedEvent::key)
                .containsExactly("campaign_activated", "purchase");
        assertThat(sandbox.received().events()).allSatisfy(event -> {
            assertThat(event.visitorId()).isEqualTo("anna");
            assertThat(event.uuid()).isNotEmpty();
            assertThat(event.attributes().get(0))
                    .containsEntry("key", "country")
                    .containsEntry("value", "DE");
        });
        assertThat(sandbox.received().events().get(0).decisions().get(0)).containsEntry("variation_id", "603");
        assertThat(sandbox.received().batches().get(0).json()).containsEntry("revision", "42");
    }

    @Test
    void getsAnAuthenticatedDatafileWithItsToken() throws IOException {
        sandbox.datafile("sandbox-key", "token", datafile());
        try (Optimizely optimizely = optimizely("sandbox-key", "token")) {
            assertThat(optimizely.isValid()).isTrue();
        }
    }

    @Test
    void pollsAgainWithItsValidatorAndNoticesANewRevision() throws IOException {
        sandbox.datafile("sandbox-key", datafile());
        try (Optimizely optimizely = optimizely("sandbox-key", null)) {
            assertThat(revision(optimizely)).isEqualTo("42");
            long before = sandbox.received().traffic(Endpoint.DATAFILE).received();
            StepVerifier.create(sandbox.received()
                            .onRequest()
                            .filter(request -> request.endpoint() == Endpoint.DATAFILE && request.number() > before)
                            .next())
                    .assertNext(request ->
                            assertThat(request.header("If-Modified-Since")).isPresent())
                    .expectComplete()
                    .verify(PATIENCE);

            sandbox.datafile("sandbox-key", datafile().replace("\"42\"", "\"43\""));
            long published = sandbox.received().traffic(Endpoint.DATAFILE).received();
            // The second poll after the change starts only when the first one has been taken in.
            sandbox.received()
                    .onRequest()
                    .filter(request -> request.endpoint() == Endpoint.DATAFILE && request.number() > published + 1)
                    .blockFirst(PATIENCE);
            assertThat(revision(optimizely)).isEqualTo("43");
        }
    }

    @Test
    void fetchesSegmentsAndSendsEventsOfTheDataPlatform() throws IOException {
        sandbox.datafile("sandbox-key", datafile()).odpKey("odp-public-key").segments("anna", "has_email");
        try (Optimizely optimizely = optimizely("sandbox-key", null)) {
            OptimizelyUserContext user = optimizely.createUserContext("anna");
            assertThat(Objects.requireNonNull(user).fetchQualifiedSegments()).isTrue();
            assertThat(user.getQualifiedSegments()).containsExactly("has_email");
            StepVerifier.create(sandbox.received().onOdpEvent().next())
                    .assertNext(event -> assertThat(event)
                            .containsEntry("action", "identified")
                            .containsEntry("identifiers", Map.of("fs_user_id", "anna")))
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    private Optimizely optimizely(String sdkKey, @Nullable String accessToken) {
        String template = accessToken == null ? sandbox.datafileTemplate() : sandbox.authenticatedDatafileTemplate();
        // Without a token it would take the template itself; with one it insists on the true address.
        HttpProjectConfigManager polling = HttpProjectConfigManager.builder()
                .withSdkKey(sdkKey)
                .withUrl(template.formatted(sdkKey))
                .withDatafileAccessToken(accessToken)
                .withPollingInterval(100L, TimeUnit.MILLISECONDS)
                .build();
        return Optimizely.builder()
                .withConfigManager(polling)
                .withEventProcessor(BatchEventProcessor.builder()
                        .withEventHandler(new RedirectedEvents(
                                AsyncEventHandler.builder()
                                        .withCloseTimeout(10, TimeUnit.SECONDS)
                                        .build(),
                                sandbox.eventsUri().toString()))
                        .build())
                .withODPManager(ODPManager.builder()
                        .withApiManager(new DefaultODPApiManager())
                        .build())
                .build();
    }

    private static String revision(Optimizely optimizely) {
        return Objects.requireNonNull(optimizely.getOptimizelyConfig()).getRevision();
    }

    private String datafile() throws IOException {
        try (InputStream shop = Objects.requireNonNull(getClass().getResourceAsStream("shop.json"))) {
            return new String(shop.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("ODP_HOST", sandbox.uri().toString());
        }
    }
}
