package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** What the builder promises of the client that it makes. */
class BuiltClientTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(ClientLog.LOGGER.getName());

    @Test
    void eventsNameTheVersionOfThisBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        ClientScene.user(client, Secrets.ANNA).decide("flag").block(PATIENCE);
        client.flush().block(PATIENCE);
        assertThat(scene.sandbox().received().batches().get(0).json())
                .containsEntry("client_name", "optireactor")
                .containsEntry("client_version", version);
    }

    @Test
    void aClientDoesNotChangeWithTheBuilderThatMadeIt() {
        ReactiveOptimizelyBuilder builder = scene.builder()
                .datafile(SampleProject.simple("1").bytes())
                .eventDispatcher(event -> Mono.never())
                .closeTimeout(Duration.ofMillis(50));
        ReactiveOptimizely client = builder.build();
        builder.closeTimeout(Duration.ofMinutes(10));
        client.ready().block(PATIENCE);
        ClientScene.user(client, Secrets.ANNA).decide("flag").block(PATIENCE);
        StepVerifier.create(client.close())
                .assertNext(end -> assertThat(end.events().pending()).isZero())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aDatafileBesideAnSdkKeyIsUsedAloneAndTheLogSaysSo() {
        scene.publish(SampleProject.simple("fetched"));
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("given"));
        client.refresh().block(PATIENCE);
        assertThat(client.getOptimizelyConfig().map(OptimizelyConfig::revision).block(PATIENCE))
                .isEqualTo("given");
        assertThat(scene.sandbox().received().requests()).isEmpty();
        assertThat(log.at(Level.INFO)).singleElement().asString().contains("SDK key is not", "fallbackDatafile");
    }

    @Test
    void settingsThatContradictEachOtherLeaveNothingBehind() {
        AtomicInteger made = new AtomicInteger();
        UnaryOperator<HttpClient> counting = client -> {
            made.incrementAndGet();
            return client;
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReactiveOptimizely.builder()
                        .http(http -> http.customizer(counting))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.builder()
                        .http(http -> http.customizer(counting))
                        .odp(odp -> odp.events(events -> events.batchSize(100).queueCapacity(10)))
                        .build());
        assertThat(made).hasValue(0);
    }

    @Test
    void aProfileIsSavedInTheContextInWhichItWasLookedUp() {
        List<String> seen = new CopyOnWriteArrayList<>();
        ReactiveUserProfileService profiles = new ReactiveUserProfileService() {
            @Override
            public Mono<UserProfile> lookup(String userId) {
                return Mono.deferContextual(context -> {
                    seen.add("lookup " + context.getOrDefault("tenant", "none"));
                    return Mono.empty();
                });
            }

            @Override
            public Mono<Void> save(UserProfile profile) {
                return Mono.deferContextual(context -> {
                    seen.add("save " + context.getOrDefault("tenant", "none"));
                    return Mono.empty();
                });
            }
        };
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes()).userProfileService(profiles));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.decide("flag").contextWrite(context -> context.put("tenant", "a")).block(PATIENCE);
        user.decideAll().contextWrite(context -> context.put("tenant", "b")).blockLast(PATIENCE);
        user.decisions("flag")
                .contextWrite(context -> context.put("tenant", "c"))
                .blockFirst(PATIENCE);
        assertThat(seen).containsExactly("lookup a", "save a", "lookup b", "save b", "lookup c", "save c");
    }
}
