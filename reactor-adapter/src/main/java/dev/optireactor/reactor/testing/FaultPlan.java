package dev.optireactor.reactor.testing;

import java.util.Objects;
import java.util.SplittableRandom;

/** Chooses a fault for each request to an endpoint. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * Chooses the fault for one request. Called on an event loop, so it must not block; several calls may run at the
     * same time.
     *
     * @param request the request; {@link SandboxRequest#number()} counts from 1 for each endpoint
     * @return the fault; {@link Fault#none()} to answer as usual
     */
    Fault next(SandboxRequest request);

    /**
     * The same fault for each request.
     *
     * @param fault the fault
     * @return a plan
     */
    static FaultPlan always(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        return request -> fault;
    }

    /**
     * A fault for each n-th request: the n-th, the 2n-th and so on.
     *
     * @param n at least 1
     * @param fault the fault
     * @return a plan
     */
    static FaultPlan everyNth(int n, Fault fault) {
        Objects.requireNonNull(fault, "fault");
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, was " + n);
        }
        return request -> request.number() % n == 0 ? fault : Fault.none();
    }

    /**
     * A fault for some requests at random. Which ones depends on the seed and the request's number only, so that a run
     * can be repeated.
     *
     * @param probability from 0 (never) to 1 (always)
     * @param seed any number; another one chooses other requests
     * @param fault the fault
     * @return a plan
     */
    static FaultPlan randomly(double probability, long seed, Fault fault) {
        Objects.requireNonNull(fault, "fault");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, was " + probability);
        }
        return request -> new SplittableRandom(new SplittableRandom(seed).nextLong() + request.number()).nextDouble()
                        < probability
                ? fault
                : Fault.none();
    }

    /**
     * Lets another plan choose where this one has no fault.
     *
     * @param other the other plan
     * @return a plan of both
     */
    default FaultPlan otherwise(FaultPlan other) {
        Objects.requireNonNull(other, "other");
        return request -> {
            Fault fault = next(request);
            return fault == Fault.none() ? other.next(request) : fault;
        };
    }
}
