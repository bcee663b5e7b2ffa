package dev.optireactor.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.testing.Waiting;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link NettyLeaks} looks for buffers that no test released; this one makes sure that it would find one. */
class NettyLeaksTest {

    private static final String MARK = "leaked on purpose";

    /** Keeps Netty's own complaint out of the output. */
    @RegisterExtension
    private final LogRecorder log = new LogRecorder("io.netty.util.ResourceLeakDetector");

    @Test
    void aBufferThatNobodyReleasesIsFound() {
        leak();
        Waiting.until(() -> {
            String leak = NettyLeaks.poll();
            assertThat(leak == null || leak.contains(MARK)).as(leak).isTrue();
            return leak != null;
        });
    }

    private static void leak() {
        PooledByteBufAllocator.DEFAULT.buffer(1).touch(MARK);
    }
}
