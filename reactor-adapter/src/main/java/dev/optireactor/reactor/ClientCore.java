package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.ProjectFeed;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.SegmentService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The parts of one client that its user contexts work with. */
final class ClientCore {

    static final Logger LOGGER = LoggerFactory.getLogger("dev.optireactor.client");

    private final ProjectFeed feed;
    private final DecisionFlow flow;
    private final Delivery delivery;
    private final Tracking tracking;
    private final EventPipeline events;
    private final OdpEvents odpEvents;
    private final SegmentService segments;
    private final NotificationHub notifications;
    private final DecideOptions defaultOptions;
    private final Duration readinessTimeout;
    private volatile boolean closed;

    ClientCore(ClientParts parts) {
        this.feed = parts.feed();
        this.flow = parts.flow();
        this.delivery = parts.delivery();
        this.events = parts.events();
        this.odpEvents = parts.odpEvents();
        this.segments = parts.segments();
        this.notifications = parts.notifications();
        this.defaultOptions = parts.defaultOptions();
        this.readinessTimeout = parts.readinessTimeout();
        this.tracking = new Tracking(this, parts.uuids(), parts.clock(), parts.waitsForRoom());
    }

    /** {@return the project in use; null before the first one, and once the client is closed} */
    @Nullable
    Project currentProject() {
        return closed ? null : feed.latest();
    }

    /** {@return the project, as soon as there is one; empty if there is none in time, or the client is closed} */
    Mono<Project> projectOnceReady() {
        return Mono.defer(() -> {
            Project project = currentProject();
            if (project != null) {
                return Mono.just(project);
            }
            return closed
                    ? Mono.empty()
                    // Whatever the reason is, a missing datafile is an answer and no error.
                    : feed.ready(readinessTimeout).onErrorComplete();
        });
    }

    /** {@return the decisions, as soon as there is a project; empty if there is none in time, or the client is closed} */
    Mono<Settled> settleOnceReady(DecisionRequest request) {
        return projectOnceReady().flatMap(project -> settle(project, request));
    }

    private Mono<Settled> settle(Project project, DecisionRequest request) {
        Evaluation evaluation = flow.evaluate(project, request);
        return evaluation instanceof Decided decided
                ? Mono.just(new Settled(project, decided, false))
                : flow.settle(project, request, (Pending) evaluation);
    }

    void markClosed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    ProjectFeed feed() {
        return feed;
    }

    DecisionFlow flow() {
        return flow;
    }

    Delivery delivery() {
        return delivery;
    }

    Tracking tracking() {
        return tracking;
    }

    EventPipeline events() {
        return events;
    }

    OdpEvents odpEvents() {
        return odpEvents;
    }

    SegmentService segments() {
        return segments;
    }

    NotificationHub notifications() {
        return notifications;
    }

    DecideOptions defaultOptions() {
        return defaultOptions;
    }

    Duration readinessTimeout() {
        return readinessTimeout;
    }
}
