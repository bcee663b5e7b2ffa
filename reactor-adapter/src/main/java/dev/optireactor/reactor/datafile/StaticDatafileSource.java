package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import reactor.core.publisher.Flux;

/** One datafile that never changes. */
final class StaticDatafileSource implements DatafileSource {

    private final byte[] datafile;

    StaticDatafileSource(byte[] datafile) {
        this.datafile = datafile;
    }

    @Override
    public Flux<Project> projects(DatafileIntake intake) {
        return intake.accept(datafile).flux();
    }
}
