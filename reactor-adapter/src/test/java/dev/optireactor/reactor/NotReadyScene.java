package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A client without network that has no datafile until a test pushes one, a user of it, and the time that both go by. */
final class NotReadyScene implements AfterEachCallback {

    final PushedProjects projects = new PushedProjects();
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final ReactiveOptimizely client = projects.feed(ReactiveOptimizely.builder())
            .timer(time)
            .eventDispatcher(batch -> Mono.empty())
            .build();
    final ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);

    static void assertNotReady(OptimizelyDecision decision) {
        assertThat(decision.flagKey()).isEqualTo("flag");
        assertThat(decision.enabled()).isFalse();
        assertThat(decision.variationKey()).isNull();
        assertThat(decision.reasons()).containsExactly("Optimizely SDK not configured properly yet.");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.close().subscribe();
        time.advanceTimeBy(Duration.ofMinutes(1));
        client.close().block(PATIENCE);
    }
}
