package dev.optireactor.reactor;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.project.Project;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Has the summary of a project assembled on a worker: that of a large project takes long. The project keeps it. */
final class ConfigAssembly {

    private final Scheduler worker;

    ConfigAssembly(Scheduler worker) {
        this.worker = worker;
    }

    /** {@return the summary; emitted on the worker if it has to be assembled, later on the subscribing thread} */
    Mono<OptimizelyConfig> of(Project project) {
        Mono<OptimizelyConfig> summary = Mono.fromCallable(() -> assemble(project));
        // An answer on the wrong thread is better than none.
        Mono<OptimizelyConfig> onWorker =
                summary.subscribeOn(worker).onErrorResume(RejectedExecutionException.class, gone -> summary);
        return Mono.defer(() -> project.hasOptimizelyConfig() ? summary : onWorker);
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
