package dev.optireactor.reactor;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.scheduler.Schedulers;

/**
 * Makes version 4 UUIDs without waiting: two bit mixers run over one counter from two random starting points, which are
 * drawn once. {@link UUID#randomUUID()} takes a lock and may wait for the system's entropy at every call.
 */
final class UuidSource implements Supplier<UUID> {

    private static final long VERSION = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long high;
    private final long low;
    private final AtomicLong counter = new AtomicLong();

    UuidSource(UUID seed) {
        this.high = seed.getMostSignificantBits();
        this.low = seed.getLeastSignificantBits();
    }

    /** Starts from the system's entropy, unless this thread must not wait for it. */
    static UuidSource create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UuidSource(
                Schedulers.isInNonBlockingThread()
                        ? new UUID(random.nextLong(), random.nextLong())
                        : UUID.randomUUID());
    }

    @Override
    public UUID get() {
        long n = counter.incrementAndGet();
        long most = mix(high + n * 0x9e3779b97f4a7c15L);
        long least = mix(low + n * 0xd1342543de82ef95L);
        return new UUID((most & 0xffff_ffff_ffff_0fffL) | VERSION, (least >>> 2) | VARIANT);
    }

    /** The finaliser of SplitMix64, which maps distinct inputs to distinct outputs. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
