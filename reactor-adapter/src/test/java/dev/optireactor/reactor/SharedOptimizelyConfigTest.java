package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.BalkingTimer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Where and how often the summary of a project is assembled. */
class SharedOptimizelyConfigTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final Scheduler compiler = Schedulers.newSingle("compiler");
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final SharedOptimizelyConfig shared = new SharedOptimizelyConfig(Schedulers.fromExecutor(tasks::add));
    private final Project project = project("1");

    @BeforeEach
    void publish() {
        shared.projectChanged(null, project);
    }

    @AfterEach
    void dispose() {
        compiler.dispose();
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static Project project(String revision) {
        return Project.compile(SampleProject.simple(revision).bytes());
    }

    @Test
    void theFirstCallerGetsItFromTheCompilersThreadAndLaterOnesOnTheirOwn() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes()).compiler(compiler));
        Mono<String> thread = client.getOptimizelyConfig()
                .map(config -> Thread.currentThread().getName());
        assertThat(thread.block(PATIENCE)).startsWith("compiler");
        assertThat(thread.block(PATIENCE)).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void callersWhoRaceShareOneAssembly() {
        List<OptimizelyConfig> told = new CopyOnWriteArrayList<>();
        shared.of(project).subscribe(told::add);
        shared.of(project).subscribe(told::add);
        assertThat(told).isEmpty();
        assertThat(tasks).hasSize(1);
        work();
        assertThat(told).hasSize(2).containsOnly(project.optimizelyConfig());
    }

    @Test
    void oneWhoCancelsTakesItFromNobody() {
        shared.of(project).subscribe().dispose();
        shared.of(project)
                .as(StepVerifier::create)
                .then(this::work)
                .expectNext(project.optimizelyConfig())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoeverHasAnotherProjectGetsTheSummaryOfThat() {
        Project next = project("2");
        assertSummarises(next);
        shared.projectChanged(project, next);
        assertSummarises(next);
        assertSummarises(project);
    }

    private void assertSummarises(Project wanted) {
        shared.of(wanted)
                .map(OptimizelyConfig::revision)
                .as(StepVerifier::create)
                .then(this::work)
                .expectNext(wanted.revision())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void isAssembledOnTheSubscribingThreadHoweverTheWorkerRefuses() {
        BalkingTimer balking = new BalkingTimer(Schedulers.immediate());
        balking.refuseEverything();
        new SharedOptimizelyConfig(balking)
                .of(project)
                .as(StepVerifier::create)
                .expectNext(project.optimizelyConfig())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void isAssembledOnTheSubscribingThreadIfTheWorkerTakesNothing() {
        compiler.dispose();
        SharedOptimizelyConfig unaided = new SharedOptimizelyConfig(compiler);
        unaided.of(project)
                .as(StepVerifier::create)
                .expectNext(project.optimizelyConfig())
                .expectComplete()
                .verify(PATIENCE);
    }
}
