package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.project.Project;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Where and how often the summary of a project is assembled. */
class ConfigAssemblyTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final Scheduler compiler = Schedulers.newSingle("compiler");
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ConfigAssembly assembly = new ConfigAssembly(Schedulers.fromExecutor(tasks::add));
    private final Project project = project("1");

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
    void callersWhoRaceGetTheSameOne() {
        List<OptimizelyConfig> told = new CopyOnWriteArrayList<>();
        assembly.of(project).subscribe(told::add);
        assembly.of(project).subscribe(told::add);
        assertThat(told).isEmpty();
        work();
        assertThat(told).hasSize(2).allMatch(config -> config == project.optimizelyConfig());
    }

    @Test
    void oneWhoCancelsTakesItFromNobody() {
        assembly.of(project).subscribe().dispose();
        assembly.of(project)
                .as(StepVerifier::create)
                .then(this::work)
                .assertNext(config -> assertThat(config.revision()).isEqualTo("1"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void isAssembledOnTheSubscribingThreadIfTheWorkerTakesNothing() {
        compiler.dispose();
        ConfigAssembly unaided = new ConfigAssembly(compiler);
        unaided.of(project)
                .as(StepVerifier::create)
                .assertNext(config -> assertThat(config.revision()).isEqualTo("1"))
                .expectComplete()
                .verify(PATIENCE);
    }
}
