package dev.optireactor.reactor;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileIntake;
import dev.optireactor.reactor.datafile.DatafileSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Projects that come when a test says so. A client that is fed by them uses each one when {@link #push} returns. */
final class PushedProjects implements DatafileSource {

    private final Sinks.Many<Project> projects = Sinks.many().replay().latest();

    /** Makes a client use the projects, on the thread that pushes them. */
    ReactiveOptimizelyBuilder feed(ReactiveOptimizelyBuilder builder) {
        return builder.datafileSource(this).compiler(Schedulers.immediate());
    }

    /** {@return this source, with a first project} */
    PushedProjects and(SampleProject project) {
        push(project);
        return this;
    }

    void push(SampleProject project) {
        push(project.compiled());
    }

    void push(Project project) {
        projects.tryEmitNext(project).orThrow();
    }

    @Override
    public Flux<Project> projects(DatafileIntake intake) {
        return projects.asFlux();
    }
}
