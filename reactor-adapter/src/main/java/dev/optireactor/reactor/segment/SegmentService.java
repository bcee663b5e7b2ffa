package dev.optireactor.reactor.segment;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.cache.Flights;
import dev.optireactor.reactor.cache.GuardedCache;
import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.transport.Transport;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches qualified segments, through the cache, and once for callers that ask for the same at the same time. Internal.
 */
public final class SegmentService {

    private final OdpSettings settings;
    private final SegmentClient client;
    private final GuardedCache<List<String>> cache;
    private final Flights<Question, List<String>> flights = new Flights<>();
    private final Reporter reporter;
    private volatile Epoch epoch = new Epoch(Mono.empty());

    /** What two fetches have in common that may share a flight. */
    private record Question(SegmentRequest request, Set<OdpSegmentOption> options) {}

    /** The time between two changes of the integration. It begins when the cache is reset. */
    private record Epoch(Mono<Void> begin) {}

    /**
     * Creates the service; nothing is started.
     *
     * @param settings how to fetch and to cache
     * @param transport sends the requests
     * @param timer runs timeouts, and tells the time to the cache
     * @param listener is told of failures and of what the cache knew
     */
    public SegmentService(OdpSettings settings, Transport transport, Scheduler timer, Listener listener) {
        this.settings = settings;
        this.client = client(settings.segments(), transport, timer);
        this.reporter = new Reporter(Conversation.SEGMENTS, listener);
        this.cache = settings.segments().cache().open(timer, new Reporter(Conversation.SEGMENTS, listener));
    }

    /** One's own client may fail in any way, and is timed here. */
    private static SegmentClient client(SegmentSettings settings, Transport transport, Scheduler timer) {
        SegmentClient custom = settings.client();
        if (custom == null) {
            return new HttpSegmentClient(settings, transport, timer);
        }
        return request -> Mono.defer(() -> custom.fetch(request))
                .timeout(settings.attempts().timeout(), timer);
    }

    /**
     * Fetches the segments that a user is in, among those that the project uses.
     * <p>
     * Cold: each subscription fetches, or finds the answer in the cache, or waits for that of an equal fetch under way.
     * Signals on the subscribing thread if nothing has to be fetched, else on an event loop. Cancelling abandons the
     * request unless others wait for it.
     *
     * @param project tells the segments, and where to ask
     * @param userId who
     * @param options how to treat the cache
     * @return an immutable list, empty if the user is in none; fails with {@link SegmentFetchException}, which has been
     *     logged and reported already
     */
    public Mono<List<String>> fetch(Project project, String userId, Set<OdpSegmentOption> options) {
        Set<OdpSegmentOption> chosen = Set.copyOf(options);
        return Mono.defer(() -> answer(project, userId, chosen)).checkpoint("fetch segments");
    }

    private Mono<List<String>> answer(Project project, String userId, Set<OdpSegmentOption> options) {
        if (!settings.enabled()) {
            return refused(new SegmentFetchException("ODP is not enabled.", null));
        }
        OdpTarget target = OdpTarget.of(project);
        if (target == null) {
            return refused(SegmentFetchException.because("api_key/api_host not defined", null));
        }
        if (project.segments().isEmpty()) {
            reporter.logger().debug("No segments are used in the project. Returning empty list.");
            return Mono.just(List.of());
        }
        String problem = settings.allowedHosts().problem(target.host());
        if (problem != null) {
            return refused(SegmentFetchException.because(problem, null));
        }
        String identifier = Identifier.nameOf(userId);
        return answer(
                new SegmentRequest(target.host(), target.apiKey(), identifier, userId, project.segments()), options);
    }

    /**
     * Reports a fetch for which there was no project. Cold.
     *
     * @return fails with {@link SegmentFetchException}, which has been logged and reported already
     */
    public Mono<List<String>> withoutProject() {
        return Mono.defer(() -> refused(SegmentFetchException.because("there is no datafile", null)));
    }

    private Mono<List<String>> refused(SegmentFetchException refusal) {
        report(refusal);
        return Mono.error(refusal);
    }

    private Mono<List<String>> answer(SegmentRequest request, Set<OdpSegmentOption> options) {
        Epoch now = epoch;
        Mono<List<String>> answer =
                flights.join(new Question(request, options), now, flight -> work(request, options, now));
        return options.contains(OdpSegmentOption.RESET_CACHE) ? cache.reset().then(answer) : answer;
    }

    private Mono<List<String>> work(SegmentRequest request, Set<OdpSegmentOption> options, Epoch begun) {
        if (options.contains(OdpSegmentOption.IGNORE_CACHE)) {
            return ask(request);
        }
        Mono<List<String>> fresh = Mono.defer(() -> askAndSave(request, begun));
        return options.contains(OdpSegmentOption.RESET_CACHE)
                ? fresh
                : begun.begin().then(lookUp(request)).switchIfEmpty(fresh);
    }

    private Mono<List<String>> lookUp(SegmentRequest request) {
        return cache.lookup(cacheKey(request)).doOnSuccess(this::reportLookup);
    }

    private Mono<List<String>> askAndSave(SegmentRequest request, Epoch begun) {
        return ask(request)
                .delayUntil(segments -> epoch.equals(begun) ? cache.save(cacheKey(request), segments) : Mono.empty());
    }

    private Mono<List<String>> ask(SegmentRequest request) {
        reporter.logger().debug("Making a call to ODP server.");
        return client.fetch(request)
                .map(List::copyOf)
                .switchIfEmpty(Mono.error(() -> SegmentFetchException.because("decode error", null)))
                .onErrorMap(SegmentService::translate)
                .doOnError(this::report)
                .doOnNext(segments -> reporter.succeeded());
    }

    private static Throwable translate(Throwable failure) {
        return failure instanceof SegmentFetchException
                ? failure
                : SegmentFetchException.because("network error", failure);
    }

    private static String cacheKey(SegmentRequest request) {
        return request.identifierName() + "-$-" + request.userId();
    }

    private void reportLookup(@Nullable List<String> cached) {
        Logger logger = reporter.logger();
        logger.debug(cached == null ? "ODP cache miss." : "ODP cache hit. Returning segments from cache.");
        reporter.tell(listener -> listener.cacheAsked(Conversation.SEGMENTS, cached != null));
    }

    /** An unknown user id says nothing about the service: it neither begins nor ends a row of failures. */
    private void report(Throwable failure) {
        if (!(failure instanceof SegmentFetchException known) || !known.isInvalidIdentifier()) {
            reporter.failed(failure);
            return;
        }
        reporter.warn("{}", Loggable.describe(known));
        reporter.tell(listener -> listener.failed(Conversation.SEGMENTS, known));
    }

    /**
     * Takes note of a new project: if it is connected with another Data Platform, or uses other segments, the cache is
     * reset, and what is being fetched for the previous one is not put into it.
     *
     * @param previous the project so far; null if this is the first one
     * @param current the new project
     */
    public void integrationChanged(@Nullable Project previous, Project current) {
        if (previous == null || OdpTarget.isUnchanged(previous, current)) {
            return;
        }
        Epoch begun = new Epoch(cache.reset().cache());
        epoch = begun;
        begun.begin().subscribe(ignored -> {}, reporter::failed);
    }
}
