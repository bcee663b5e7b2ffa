package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A scheduler of the program may have no room for a task: the client works on, and says so once. */
class RefusingSchedulersTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder("dev.optireactor.client");

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
                .containsExactly(
                        "the " + setting + " has no room for a task (RejectedExecutionException), which Reactor's"
                                + " own runs instead; give it more room (further ones are logged at DEBUG)");
    }

    @Test
    void aDecisionWaitsForTheDatafileThoughTheTimerRefusesEverything() {
        balking.refuseEverything();
        expectDecision(scene.client(builder -> builder.datafileSource(projects).timer(balking)));
        expectWarning("timer");
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
