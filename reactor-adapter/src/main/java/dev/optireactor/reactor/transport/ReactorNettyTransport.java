package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.settings.Bounds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** HTTP on Reactor Netty, on its shared event loops and with its asynchronous name resolver. */
final class ReactorNettyTransport implements Transport {

    private static final int MAX_REDIRECTS = 5;
    private static final byte[] NO_BODY = {};

    private final Scheduler timer;
    private final ExchangeFailures failures;
    private final int maxAnswerBytes;
    private final HttpClient client;
    private final HttpClient redirectingClient;
    private final Mono<Void> close;
    private volatile boolean closed;

    ReactorNettyTransport(TransportSettings settings, Scheduler timer, InstantSource clock) {
        this.timer = timer;
        this.failures = new ExchangeFailures(settings, clock);
        this.maxAnswerBytes = settings.maxAnswerBytes();
        ConnectionProvider supplied = settings.connectionProvider();
        ConnectionProvider connections = supplied == null ? ownConnections(settings) : supplied;
        this.client = client(settings, connections);
        this.redirectingClient = client.followRedirect(ReactorNettyTransport::mayFollow);
        Mono<Void> release = supplied == null ? connections.disposeLater() : Mono.empty();
        this.close = Mono.fromRunnable(() -> this.closed = true).then(release).cache();
    }

    private static ConnectionProvider ownConnections(TransportSettings settings) {
        return ConnectionProvider.builder("optireactor")
                .maxConnections(settings.maxConnections())
                .pendingAcquireMaxCount(settings.maxPendingAcquires())
                .pendingAcquireTimeout(settings.acquireTimeout())
                .maxIdleTime(settings.maxIdleTime())
                .maxLifeTime(settings.maxLifeTime())
                .evictInBackground(settings.evictionInterval())
                .lifo()
                .build();
    }

    private static HttpClient client(TransportSettings settings, ConnectionProvider connections) {
        int connectMillis = (int) settings.connectTimeout().toMillis();
        HttpClient base = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .responseTimeout(Bounds.TEN_MINUTES)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, settings.userAgent()));
        // What our limits and our counting of attempts rest on comes after the user's changes. Compression is ours,
        // because Netty's does not limit what a body inflates to.
        HttpClient customized = settings.customizer()
                .apply(base)
                .disableRetry(true)
                .compress(false)
                .followRedirect(false);
        return isPatient(customized) ? customized.responseTimeout(Bounds.TEN_MINUTES) : customized;
    }

    /**
     * Reactor Netty now and then forgets a connection whose call is cancelled just when the answer begins. Nothing but the
     * response timeout would ever close it.
     */
    private static boolean isPatient(HttpClient client) {
        Duration timeout = client.configuration().responseTimeout();
        return timeout == null || timeout.compareTo(Bounds.TEN_MINUTES) > 0;
    }

    @Override
    public Mono<HttpAnswer> send(HttpCall call) {
        return guarded(call, Mono.defer(() -> exchange(call, sender(call), call.body())));
    }

    @Override
    public Function<byte[], Mono<HttpAnswer>> prepare(HttpCall call) {
        HttpClient.RequestSender sender = sender(call);
        return json -> guarded(call, Mono.defer(() -> exchange(call, sender, json)));
    }

    private Mono<HttpAnswer> guarded(HttpCall call, Mono<HttpAnswer> exchange) {
        Duration timeout = call.timeout();
        Mono<HttpAnswer> timed = timeout == null
                ? exchange
                : exchange.timeout(timeout, Mono.error(() -> failures.late(call, timeout)), timer);
        return timed.onErrorMap(failure -> failures.translate(call, failure)).checkpoint(call.operation());
    }

    private HttpClient.RequestSender sender(HttpCall call) {
        return (call.followsRedirects() ? redirectingClient : client)
                .headers(headers -> addHeaders(call, headers))
                .request(call.method())
                .uri(call.uri());
    }

    private static void addHeaders(HttpCall call, HttpHeaders headers) {
        call.headers().forEach(headers::set);
        if (call.acceptsGzip()) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        }
    }

    private Mono<HttpAnswer> exchange(HttpCall call, HttpClient.RequestSender sender, byte[] body) {
        if (closed) {
            return Mono.error(new ClientClosedException(call.label()));
        }
        return sender.send(publisher(body))
                .responseConnection((response, connection) -> answer(call, response, connection))
                .singleOrEmpty();
    }

    /** A single buffer, so that Reactor Netty knows its length and writes head and body at once. */
    private static Publisher<ByteBuf> publisher(byte[] body) {
        return body.length == 0 ? Mono.empty() : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body));
    }

    private Mono<HttpAnswer> answer(HttpCall call, HttpClientResponse response, Connection connection) {
        int status = response.status().code();
        HttpHeaders headers = response.responseHeaders();
        Flux<byte[]> content = connection.inbound().receive().asByteArray();
        BodyReader.Limits limits = BodyReader.Limits.of(call, maxAnswerBytes);
        if (call.accepts(status)) {
            return accepted(call, limits, headers, content)
                    .flatMap(bytes -> onceReleased(connection, bytes))
                    .map(bytes -> new HttpAnswer(status, headers, bytes));
        }
        // The status says more than what is wrong with the body of a refusal.
        return BodyReader.read(call, limits, headers, content)
                .onErrorReturn(ReactorNettyTransport::isAboutTheBody, NO_BODY)
                .flatMap(bytes -> onceReleased(connection, bytes))
                .flatMap(bytes -> Mono.error(failures.ofStatus(call, status, headers, bytes)));
    }

    private static Mono<byte[]> accepted(
            HttpCall call, BodyReader.Limits limits, HttpHeaders headers, Flux<byte[]> content) {
        return call.ignoresBody()
                ? BodyReader.skip(limits, content).thenReturn(NO_BODY)
                : BodyReader.read(call, limits, headers, content);
    }

    /**
     * Reactor Netty takes a connection back right after the last signal of its answer. Whoever made the next call from
     * within that signal would need another connection, probably one of another event loop.
     */
    private static Mono<byte[]> onceReleased(Connection connection, byte[] body) {
        return Mono.create(sink -> {
            try {
                connection.channel().eventLoop().execute(() -> sink.success(body));
            } catch (RejectedExecutionException | IllegalStateException over) {
                // The event loop is gone, or the exchange is: it may end before this, surely when signals are moved to
                // another thread.
                sink.success(body);
            }
        });
    }

    private static boolean isAboutTheBody(Throwable failure) {
        return failure instanceof BodyTooLargeException || failure instanceof MalformedBodyException;
    }

    private static boolean mayFollow(HttpClientRequest request, HttpClientResponse response) {
        boolean redirect = switch (response.status().code()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        return redirect && response.redirectedFrom().length < MAX_REDIRECTS && !weakens(response);
    }

    private static boolean weakens(HttpClientResponse response) {
        String from = response.resourceUrl();
        String to = response.responseHeaders().get(HttpHeaderNames.LOCATION, "").toLowerCase(Locale.ROOT);
        return from != null && from.startsWith("https:") && to.startsWith("http:");
    }

    @Override
    public Mono<Void> close() {
        return close;
    }
}
