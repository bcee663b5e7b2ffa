package dev.optireactor.reactor.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.RecordingCache;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Where answers are kept; the bounds are tested with the groups that have these settings. */
class CacheSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CacheSettings<String> settings = CacheSettings.inMemory(Duration.ofMinutes(1));

    @Test
    void twoClientsWithTheSameSettingsShareNothing() {
        GuardedCache<String> one = open(settings);
        GuardedCache<String> other = open(settings);
        expect(one.save("key", "answer").then(one.lookup("key")), "answer");
        other.lookup("key").as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void aCacheOfTheProgramsOwnIsUsedAsItIs() {
        RecordingCache<String> own = new RecordingCache<String>().with("key", "answer");
        expect(open(settings.withOwn(own).withSize(0)).lookup("key"), "answer");
        assertThat(own.operations()).containsExactly("lookup key");
    }

    @Test
    void aCacheInMemoryHoldsWhatItIsAllowed() {
        GuardedCache<String> none = open(settings.withSize(0));
        none.save("key", "answer")
                .then(none.lookup("key"))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aCacheInMemoryTakesTheTimeFromTheTimer() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        GuardedCache<String> cache = settings.open(timer, new Reporter(Conversation.SEGMENTS, Listener.none()));
        cache.save("key", "answer").as(StepVerifier::create).expectComplete().verify(PATIENCE);
        timer.advanceTimeBy(Duration.ofMillis(59_999));
        expect(cache.lookup("key"), "answer");
        timer.advanceTimeBy(Duration.ofMillis(1));
        cache.lookup("key").as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    private static GuardedCache<String> open(CacheSettings<String> settings) {
        return settings.open(Schedulers.parallel(), new Reporter(Conversation.SEGMENTS, Listener.none()));
    }

    private static void expect(Mono<String> lookup, String answer) {
        lookup.as(StepVerifier::create).expectNext(answer).expectComplete().verify(PATIENCE);
    }
}
