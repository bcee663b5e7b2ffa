package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A scheduler of the program may have no room for a task: the client works on, and says so once. */
class RefusingSchedulersTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder("dev.optireactor.client");

    @RegisterExtension
    private final LogRecorder profiles = new LogRecorder(Conversation.PROFILES);

    private final BalkingTimer balking = new BalkingTimer(Schedulers.parallel()).byRejection();
    private final PushedProjects projects = new PushedProjects();

    private void expectDecision(ReactiveOptimizely client) {
        ClientScene.user(client, Secrets.ANNA)
                .decide("flag")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    private void expectWarning(String setting) {
        assertThat(log.at(Level.WARN))
                .containsExactly("the " + setting
                        + " refused a task (RejectedExecutionException), which Schedulers.parallel() runs"
                        + " instead; give it more room, or use one that takes tasks with a delay (further ones are logged"
                        + " at DEBUG)");
    }

    @Test
    void aDecisionWaitsForTheDatafileThoughTheTimerRefusesEverything() {
        balking.refuseEverything();
        expectDecision(scene.client(builder -> projects.feed(builder).timer(balking)));
        expectWarning("timer");
    }

    @Test
    void everyConversationGoesOnThoughTheTimerRefusesEverything() {
        OptimizelySandbox sandbox = scene.sandbox();
        sandbox.prediction(SampleProject.ruleId("bandit"), SampleProject.variationId("bandit", "b"));
        sandbox.segments(Secrets.ANNA, "vip");
        scene.publish(project("1"));
        // Each of them has to wait before it asks again.
        for (Endpoint endpoint : Endpoint.values()) {
            sandbox.faults(endpoint, Fault.status(503));
        }
        balking.refuseEverything();
        ReactiveOptimizely client = scene.readyClient(builder -> builder.timer(balking)
                .userProfileService(new NoProfiles())
                .odp(odp -> odp.segments(segments -> segments.retries(1))));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);

        assertThat(user.fetchQualifiedSegments().block(PATIENCE)).isTrue();
        assertThat(user.isQualifiedFor("vip").block(PATIENCE)).isTrue();
        assertThat(user.decide("bandit").map(OptimizelyDecision::variationKey).block(PATIENCE))
                .isEqualTo("b");
        client.sendOdpEvent("type", "action", Map.of("fs_user_id", Secrets.ANNA), Map.of())
                .block(PATIENCE);
        client.refresh().block(PATIENCE);
        scene.publish(project("2"));
        client.refresh().block(PATIENCE);
        assertThat(client.projects().map(Project::revision).blockFirst(PATIENCE))
                .isEqualTo("2");
        client.flush().block(PATIENCE);
        client.close()
                .as(StepVerifier::create)
                .assertNext(end -> {
                    assertThat(end.events().delivered()).isEqualTo(1);
                    assertThat(end.odpEvents().dropped()).isEmpty();
                    assertThat(end.odpEvents().delivered()).isPositive();
                })
                .expectComplete()
                .verify(PATIENCE);
        assertThat(profiles.at(Level.WARN)).isEmpty();
        expectWarning("timer");
    }

    private SampleProject project(String revision) {
        return SampleProject.simple(revision)
                .bandit("bandit")
                .onForSegment("vip", "vip")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY);
    }

    /** A store that knows nobody. */
    private static final class NoProfiles implements ReactiveUserProfileService {

        @Override
        public Mono<UserProfile> lookup(String userId) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> save(UserProfile profile) {
            return Mono.empty();
        }
    }

    @Test
    void aDatafileIsCompiledThoughTheCompilerRefusesEverything() {
        balking.refuseEverything();
        expectDecision(scene.client(builder -> builder.datafileSource(projects).compiler(balking)));
        expectWarning("compiler");
    }

    @Test
    void theConfigIsAssembledThoughTheCompilerRefusesIt() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes()).compiler(balking));
        balking.refuseEverything();
        client.getOptimizelyConfig()
                .as(StepVerifier::create)
                .assertNext(config -> assertThat(config.revision()).isEqualTo("1"))
                .expectComplete()
                .verify(PATIENCE);
        expectWarning("compiler");
    }
}
