package dev.optireactor.reactor.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class GuardedCacheTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.SEGMENTS);

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final RecordingListener listener = new RecordingListener();

    @Test
    void takesAnErrorForAMissAndReportsItOnce() {
        GuardedCache<String> cache =
                guard(new BrokenCache(Mono.error(new IllegalStateException("no key anna-s3cr3t"))));
        for (int attempt = 0; attempt < 3; attempt++) {
            cache.lookup(Secrets.ANNA).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        }
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .contains("look up")
                .contains("IllegalState");
        assertThat(log.at(Level.DEBUG)).hasSize(2);
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(Secrets.ANNA));
        assertThat(listener.failures()).hasSize(3).allMatch(CacheFailedException.class::isInstance);
    }

    @Test
    void survivesCodeThatThrowsInsteadOfSignalling() {
        GuardedCache<String> cache = guard(new BrokenCache(null));
        cache.lookup(Secrets.ANNA).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        cache.save(Secrets.ANNA, "answer")
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        cache.remove(Secrets.ANNA).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        cache.reset().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(listener.failures()).hasSize(4);
    }

    @Test
    void takesSilenceForAMissAfterTheTimeout() {
        GuardedCache<String> cache = guard(new BrokenCache(Mono.never()));
        cache.lookup(Secrets.ANNA)
                .as(StepVerifier::create)
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(999)))
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(log.at(Level.WARN)).hasSize(1);
    }

    @Test
    void tellsThatTheCacheWorksAgain() {
        Iterator<Mono<String>> answers = List.of(
                        Mono.<String>error(new IllegalStateException("down")), Mono.just("answer"))
                .iterator();
        Mono<String> answer = Mono.defer(answers::next);
        GuardedCache<String> cache = guard(new BrokenCache(answer));
        cache.lookup(Secrets.ANNA).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        cache.lookup(Secrets.ANNA)
                .as(StepVerifier::create)
                .expectNext("answer")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(listener.recoveries()).containsExactly(Conversation.SEGMENTS);
    }

    private GuardedCache<String> guard(ReactiveCache<String> cache) {
        return new GuardedCache<>(cache, Duration.ofSeconds(1), timer, new Reporter(Conversation.SEGMENTS, listener));
    }

    /** Answers every lookup the same way, and everything else with an exception. */
    private record BrokenCache(@Nullable Mono<String> answer) implements ReactiveCache<String> {

        @Override
        public Mono<String> lookup(String key) {
            if (answer == null) {
                throw new IllegalStateException("broken");
            }
            return answer;
        }

        @Override
        public Mono<Void> save(String key, String value) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Mono<Void> remove(String key) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Mono<Void> reset() {
            throw new IllegalStateException("broken");
        }
    }
}
