package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.listener.DropReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The parts of one client, which its user contexts work with, and whether it is ready or closed. */
final class ClientCore {

    private final ClientParts parts;
    private volatile boolean closed;

    /** Set when a wait for the first datafile ended without one. */
    private volatile boolean waitedInVain;

    ClientCore(ClientParts parts) {
        this.parts = parts;
    }

    ClientParts parts() {
        return parts;
    }

    /** {@return the project in use; null before the first one, and once the client is closed} */
    @Nullable
    Project currentProject() {
        return closed ? null : parts.feed().latest();
    }

    /** {@return the first project; fails if there is none within the readiness timeout, or the client is closed} */
    Mono<Project> ready() {
        return parts.feed()
                .ready(parts.readinessTimeout())
                .doOnError(NotReadyException.class, none -> waitedInVain = true);
    }

    /**
     * {@return the project, as soon as there is one; empty if there is none in time, or the client is closed} Once a wait
     * was in vain, nobody begins to wait until there is a project: the steps of one request would wait one after the other.
     */
    Mono<Project> projectOnceReady() {
        return Mono.defer(() -> {
            Project project = currentProject();
            if (project != null) {
                return Mono.just(project);
            }
            // Whatever the reason is, a missing datafile is an answer and no error.
            return closed || waitedInVain ? Mono.empty() : ready().onErrorComplete();
        });
    }

    /** {@return the decisions, as soon as there is a project; empty if there is none in time, or the client is closed} */
    Mono<Settled> settleOnceReady(DecisionRequest request) {
        return projectOnceReady().flatMap(project -> settle(project, request));
    }

    private Mono<Settled> settle(Project project, DecisionRequest request) {
        return parts.flow()
                .evaluate(project, request)
                .fold(
                        decided -> Mono.just(new Settled(project, decided)),
                        pending -> parts.flow().settle(project, request, pending));
    }

    /** Tracks a conversion as soon as there is a project; without one it is counted as dropped. */
    Mono<Void> track(UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        Project project = currentProject();
        return project == null
                ? projectOnceReady()
                        .switchIfEmpty(Mono.fromRunnable(() ->
                                parts.tracking().refuse(eventKey, closed ? DropReason.CLOSED : DropReason.NOT_READY)))
                        .flatMap(ready -> parts.tracking().track(ready, user, eventKey, tags))
                : parts.tracking().track(project, user, eventKey, tags);
    }

    void markClosed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
