package dev.optireactor.reactor.segment;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.RecordingCache;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A segment service in front of the sandbox, with a cache that tells what was done to it. */
final class SegmentFixture {

    static final String USER = Secrets.ANNA;

    final RecordingListener listener = new RecordingListener();
    final RecordingCache<List<String>> cache = new RecordingCache<>();
    final SandboxExtension edge;
    final SegmentService service;

    SegmentFixture(SandboxExtension edge) {
        this(edge, settings());
    }

    SegmentFixture(SandboxExtension edge, OdpSettings.Builder settings) {
        this.edge = edge;
        this.service = new SegmentService(
                settings.segments(segments -> segments.cache(cache)).build(),
                edge.transport(),
                Schedulers.parallel(),
                listener);
    }

    static OdpSettings.Builder settings(Consumer<SegmentSettings.Builder> segments) {
        return settings().segments(segments);
    }

    static OdpSettings.Builder settings() {
        return OdpSettings.builder().allowInsecureHosts();
    }

    Project project(String... segments) {
        return OdpProjects.integrated(edge.sandbox().uri(), segments);
    }

    Mono<List<String>> fetch(OdpSegmentOption... options) {
        return fetch(USER, options);
    }

    Mono<List<String>> fetch(String userId, OdpSegmentOption... options) {
        return service.fetch(project("has_email", "push_on_sale"), userId, Set.of(options));
    }

    /** Asserts that a fetch ends with these segments. */
    static void expect(Mono<List<String>> fetch, String... segments) {
        fetch.as(StepVerifier::create)
                .expectNext(List.of(segments))
                .expectComplete()
                .verify(SandboxExtension.PATIENCE);
    }
}
