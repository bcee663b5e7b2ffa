package dev.optireactor.reactor;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What may block on a thread that must not be blocked: nothing of ours. Each line says why it is there. */
public final class BlockHoundAllowances implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // When event loops compete for buffers, Netty's default allocator adds magazines and frees the old ones under
        // their locks, which another loop holds for the time of one allocation. Netty allows the locks of its other
        // allocator in the same way.
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free");
        // Whoever cancels a task that waits, as a timeout does and a pool that is closed, takes it out of the timer's
        // queue under its lock, which another thread holds for the time of one insertion. Reactor allows the same for
        // inserting.
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
        // Reactor Netty makes its default TLS context once, on the thread of the first HTTPS call, and the JDK draws a
        // number from the system's source of random numbers for it.
        builder.allowBlockingCallsInside("javax.net.ssl.SSLContext", "init");
    }
}
