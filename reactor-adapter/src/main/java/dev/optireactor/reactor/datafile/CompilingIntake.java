package dev.optireactor.reactor.datafile;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.DatafileParser;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.MalformedBodyException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Compiles on a worker, and passes on what the source says of itself. */
final class CompilingIntake implements DatafileIntake {

    private final DatafileParser parser;
    private final Scheduler worker;
    private final Supplier<@Nullable Project> inUse;
    private final Consumer<Throwable> failed;
    private final Runnable confirmed;

    CompilingIntake(
            DatafileLimits limits,
            Scheduler worker,
            Supplier<@Nullable Project> inUse,
            Consumer<Throwable> failed,
            Runnable confirmed) {
        this.parser = new DatafileParser(limits);
        this.worker = worker;
        this.inUse = inUse;
        this.failed = failed;
        this.confirmed = confirmed;
    }

    @Override
    public Mono<Project> accept(byte[] datafile) {
        Objects.requireNonNull(datafile, "datafile");
        return Mono.fromCallable(() -> compile(datafile)).subscribeOn(worker);
    }

    private Project compile(byte[] datafile) {
        Project compiled = compileWithinMemory(datafile);
        Project current = inUse.get();
        return current != null && current.revision().equals(compiled.revision()) ? current : compiled;
    }

    private Project compileWithinMemory(byte[] datafile) {
        try {
            return Project.compile(datafile, parser);
        } catch (StackOverflowError | OutOfMemoryError exhausted) {
            // Reactor takes these for fatal and signals nothing, which would end polling without a word.
            throw new MalformedBodyException(
                    "datafile refused",
                    "compiling its " + datafile.length + " bytes exhausted the memory; lower the limit on its size",
                    exhausted);
        }
    }

    @Override
    public void failed(Throwable failure) {
        failed.accept(Objects.requireNonNull(failure, "failure"));
    }

    @Override
    public void confirmed() {
        confirmed.run();
    }
}
