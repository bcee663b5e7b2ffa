package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Datafiles that come by themselves. */
final class PushedDatafileSource implements DatafileSource {

    private final Publisher<byte[]> datafiles;

    PushedDatafileSource(Publisher<byte[]> datafiles) {
        this.datafiles = datafiles;
    }

    @Override
    public Flux<Project> projects(DatafileIntake intake) {
        return Flux.from(datafiles).onBackpressureLatest().concatMap(datafile -> accept(intake, datafile), 0);
    }

    private static Mono<Project> accept(DatafileIntake intake, byte[] datafile) {
        return intake.accept(datafile).onErrorResume(refusal -> {
            intake.failed(refusal);
            return Mono.empty();
        });
    }
}
