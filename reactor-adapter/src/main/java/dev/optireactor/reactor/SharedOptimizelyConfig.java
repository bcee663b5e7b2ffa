package dev.optireactor.reactor;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.project.Project;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The summary of the project in use, assembled once for all who ask, and on a worker: that of a large project takes long. */
final class SharedOptimizelyConfig {

    private record Summary(Project project, Mono<OptimizelyConfig> config) {}

    private final Scheduler worker;

    /** Of the project in use only, so that nothing keeps one that was replaced. */
    private volatile @Nullable Summary latest;

    SharedOptimizelyConfig(Scheduler worker) {
        this.worker = worker;
    }

    /** Takes note of a new project; its summary is assembled when somebody asks for it. */
    void projectChanged(@Nullable Project previous, Project current) {
        latest = new Summary(current, assembled(current));
    }

    /** {@return the summary; emitted on the worker if it has to be assembled, later on the subscribing thread} */
    Mono<OptimizelyConfig> of(Project project) {
        Summary known = latest;
        return known != null && known.project().equals(project) ? known.config() : assembled(project);
    }

    private Mono<OptimizelyConfig> assembled(Project project) {
        Mono<OptimizelyConfig> here = Mono.fromCallable(() -> assemble(project));
        return here.subscribeOn(worker)
                // The worker is the program's. If it takes nothing, an answer on the wrong thread is better than none.
                .onErrorResume(refused -> here)
                // Failures are not kept.
                .cacheInvalidateIf(config -> false);
    }

    private static OptimizelyConfig assemble(Project project) {
        try {
            return project.optimizelyConfig();
        } catch (StackOverflowError | OutOfMemoryError exhausted) {
            // Reactor signals no such error to anybody, so that whoever asked would wait for ever.
            throw new IllegalStateException("assembling the config exhausted the memory", exhausted);
        }
    }
}
