package dev.optireactor.reactor;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which a buffer of Netty was found that nobody released. Registered for all tests. The
 * detector finds a buffer only once it is collected as garbage, so a leak may be blamed on a later class.
 */
public final class NettyLeaks implements BeforeAllCallback, AfterAllCallback {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /** {@return a leak that was found and is forgotten then, with where the buffer was seen; null if there is none} */
    static @Nullable String poll() {
        System.gc();
        // The detector reports when the next buffer is allocated.
        PooledByteBufAllocator.DEFAULT.buffer(1).release();
        return FOUND.poll();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new AssertionError("leak detection must be paranoid, see test.jvm.args");
        }
        ByteBufUtil.setLeakListener((resourceType, records) -> FOUND.add(resourceType + records));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String leak = poll();
        if (leak != null) {
            throw new AssertionError("a buffer was not released: " + leak);
        }
    }
}
