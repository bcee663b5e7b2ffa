package dev.optireactor.reactor.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A way in which the sandbox misbehaves. Immutable.
 *
 * <p>Each factory says whether the request is <em>handled</em>: a handled batch counts as received although its sender
 * may never learn of it.
 */
public final class Fault {

    private static final Fault NONE = new Fault("none", Duration.ZERO, exchange -> exchange.send(exchange.handle()));

    private final String name;
    private final Duration latency;
    private final Function<Exchange, Mono<Void>> behaviour;

    private Fault(String name, Duration latency, Function<Exchange, Mono<Void>> behaviour) {
        this.name = name;
        this.latency = latency;
        this.behaviour = behaviour;
    }

    /**
     * No fault: the request is handled and answered.
     *
     * @return always the same object
     */
    public static Fault none() {
        return NONE;
    }

    /**
     * The request is handled and answered, but late.
     *
     * @param latency how late, not negative
     * @return a fault
     */
    public static Fault latency(Duration latency) {
        return NONE.after(latency);
    }

    /**
     * An answer with this status and without a body. The request is not handled.
     *
     * @param status the HTTP status, from 200 to 599
     * @return a fault
     */
    public static Fault status(int status) {
        return answer(status, "");
    }

    /**
     * An answer with this status that asks to come back later. The request is not handled.
     *
     * @param status the HTTP status, from 200 to 599
     * @param retryAfter the value of {@code Retry-After}; sent in whole seconds, rounded down
     * @return a fault
     */
    public static Fault status(int status, Duration retryAfter) {
        Reply reply = new Reply(
                requireStatus(status), Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), new byte[0]);
        return new Fault("status " + status, Duration.ZERO, exchange -> exchange.send(reply));
    }

    /**
     * An answer with this status and body, for example a datafile that cannot be used. The request is not handled.
     *
     * @param status the HTTP status, from 200 to 599
     * @param body any text; sent in UTF-8
     * @return a fault
     */
    public static Fault answer(int status, String body) {
        Reply reply = new Reply(requireStatus(status), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return new Fault("status " + status, Duration.ZERO, exchange -> exchange.send(reply));
    }

    /**
     * A redirect with status 302. The request is not handled.
     *
     * @param location where to
     * @return a fault
     */
    public static Fault redirect(URI location) {
        Reply reply = new Reply(302, Map.of("Location", location.toString()), new byte[0]);
        return new Fault("redirect", Duration.ZERO, exchange -> exchange.send(reply));
    }

    /**
     * The connection is reset instead of an answer. The request is not handled.
     *
     * @return a fault
     */
    public static Fault reset() {
        return new Fault("reset", Duration.ZERO, Exchange::reset);
    }

    /**
     * The connection is reset instead of an answer, but the request is handled: only its sender does not know.
     *
     * @return a fault
     */
    public static Fault lostAnswer() {
        return new Fault("lost answer", Duration.ZERO, exchange -> {
            exchange.handle();
            return exchange.reset();
        });
    }

    /**
     * No answer ever; the connection stays open until the client closes it. The request is not handled.
     *
     * @return a fault
     */
    public static Fault silence() {
        return new Fault("silence", Duration.ZERO, exchange -> Mono.never());
    }

    /**
     * The answer announces more bytes than come before its connection ends. The request is handled.
     *
     * @return a fault
     */
    public static Fault truncated() {
        return new Fault("truncated", Duration.ZERO, BrokenBody::truncated);
    }

    /**
     * The answer arrives whole, but each byte of its body is wrong. The request is handled.
     *
     * @return a fault
     */
    public static Fault garbled() {
        return new Fault("garbled", Duration.ZERO, BrokenBody::garbled);
    }

    /**
     * The body of the answer is followed by blanks up to a size; JSON stays valid. The request is handled.
     *
     * @param bytes the size of the body, at least 1
     * @return a fault
     */
    public static Fault oversized(long bytes) {
        requirePositive("bytes", bytes);
        return new Fault("oversized", Duration.ZERO, exchange -> BrokenBody.oversized(exchange, bytes));
    }

    /**
     * The answer is a gzip body, about a thousandth of what it inflates to. The request is handled.
     *
     * @param inflatedBytes what it inflates to, at least 1
     * @return a fault
     */
    public static Fault gzipBomb(long inflatedBytes) {
        requirePositive("inflatedBytes", inflatedBytes);
        return new Fault("gzip bomb", Duration.ZERO, exchange -> BrokenBody.gzipBomb(exchange, inflatedBytes));
    }

    /**
     * The answer arrives byte by byte. The request is handled.
     *
     * @param pause the time before each byte, at least 1 ms
     * @return a fault
     */
    public static Fault trickle(Duration pause) {
        requirePositive("pause in ms", pause.toMillis());
        return new Fault("trickle", Duration.ZERO, exchange -> BrokenBody.trickle(exchange, pause));
    }

    /**
     * Lets this fault begin late.
     *
     * @param latency how late, not negative; replaces an earlier latency
     * @return a fault
     */
    public Fault after(Duration latency) {
        if (Objects.requireNonNull(latency, "latency").isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, was " + latency.toMillis() + "ms");
        }
        return new Fault(name, latency, behaviour);
    }

    Mono<Void> answer(Exchange exchange) {
        return latency.isZero()
                ? behaviour.apply(exchange)
                : exchange.delay(latency).then(Mono.defer(() -> behaviour.apply(exchange)));
    }

    @Override
    public String toString() {
        return latency.isZero() ? name : name + " after " + latency.toMillis() + "ms";
    }

    private static int requireStatus(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599, was " + status);
        }
        return status;
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
