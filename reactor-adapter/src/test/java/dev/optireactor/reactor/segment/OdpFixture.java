package dev.optireactor.reactor.segment;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import dev.optireactor.reactor.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The events of the Data Platform in front of the sandbox, with numbered ids. */
final class OdpFixture {

    static final Map<String, String> EMAIL = Map.of("email", "a@b.c");

    final RecordingListener listener = new RecordingListener();
    final OdpEvents events;
    final Project project;
    private final SandboxExtension edge;
    private final AtomicLong uuids = new AtomicLong();

    OdpFixture(SandboxExtension edge, OdpSettings.Builder settings) {
        this(edge, settings, Schedulers.parallel());
    }

    OdpFixture(SandboxExtension edge, OdpSettings.Builder settings, Scheduler timer) {
        this(edge, settings, timer, edge.transport());
    }

    OdpFixture(SandboxExtension edge, OdpSettings.Builder settings, Transport transport) {
        this(edge, settings, Schedulers.parallel(), transport);
    }

    private OdpFixture(SandboxExtension edge, OdpSettings.Builder settings, Scheduler timer, Transport transport) {
        this.edge = edge;
        this.project = OdpProjects.integrated(edge.sandbox().uri());
        this.events = new OdpEvents(
                settings.build(),
                new ClientIdentity("optireactor", "1.2.3"),
                transport,
                timer,
                () -> new UUID(0, uuids.incrementAndGet()),
                listener);
    }

    static OdpSettings.Builder settings(Consumer<OdpEventSettings.Builder> events) {
        return settings().events(events);
    }

    static OdpSettings.Builder settings() {
        return OdpSettings.builder().allowInsecureHosts();
    }

    /** Offers so many events. */
    void offer(int count) {
        for (int event = 0; event < count; event++) {
            send("purchased", EMAIL, Map.of()).block(SandboxExtension.PATIENCE);
        }
    }

    Mono<Boolean> send(String action, Map<String, String> identifiers, Map<String, ?> data) {
        return events.send(Mono.just(project), "fullstack", action, identifiers, data);
    }

    List<SandboxRequest> requests() {
        return edge.sandbox().received().requests(Endpoint.ODP_EVENTS);
    }
}
