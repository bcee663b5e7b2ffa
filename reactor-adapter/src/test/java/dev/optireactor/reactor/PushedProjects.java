package dev.optireactor.reactor;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileIntake;
import dev.optireactor.reactor.datafile.DatafileSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Projects that come when a test says so: once a client has subscribed, it uses them when {@link #push} returns. */
final class PushedProjects implements DatafileSource {

    private final Sinks.Many<Project> projects = Sinks.many().replay().latest();

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
