package dev.optireactor.reactor.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The cache in memory. Its publishers act on the subscribing thread, so that nobody has to wait for an answer. */
class ReactiveCacheTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final AtomicLong now = new AtomicLong();
    private final ReactiveCache<String> cache = ReactiveCache.inMemory(3, MINUTE, now::get);

    @Test
    void keepsAnAnswerUntilItIsAsOldAsTheTimeToLive() {
        act(cache.save("user", "answer"));
        pass(MINUTE.minusNanos(1));
        assertThat(read("user")).isEqualTo("answer");
        pass(Duration.ofNanos(1));
        assertThat(read("user")).isNull();
    }

    @Test
    void countsAgeFromTheSaveAndNotFromTheLastLookup() {
        act(cache.save("user", "answer"));
        pass(MINUTE.dividedBy(2));
        assertThat(read("user")).isEqualTo("answer");
        pass(MINUTE.dividedBy(2));
        assertThat(read("user")).isNull();
    }

    @Test
    void replacesValueAndAgeWhenItSavesAgain() {
        act(cache.save("user", "old"));
        pass(MINUTE.dividedBy(2));
        act(cache.save("user", "new"));
        pass(MINUTE.dividedBy(2));
        assertThat(read("user")).isEqualTo("new");
    }

    @Test
    void keepsAnswersForEverWithoutATimeToLive() {
        ReactiveCache<String> eternal = ReactiveCache.inMemory(3, Duration.ZERO, now::get);
        act(eternal.save("user", "answer"));
        pass(Duration.ofDays(10_000));
        assertThat(eternal.lookup("user").block(AT_ONCE)).isEqualTo("answer");
    }

    @Test
    void keepsNothingWithSizeZeroOrLess() {
        ReactiveCache<String> off = ReactiveCache.inMemory(0, MINUTE);
        act(off.save("user", "answer"));
        assertThat(off.lookup("user").block(AT_ONCE)).isNull();
        ReactiveCache<String> negative = ReactiveCache.inMemory(-1, MINUTE);
        act(negative.save("user", "answer"));
        assertThat(negative.lookup("user").block(AT_ONCE)).isNull();
    }

    @Test
    void holdsNoMoreThanItsSize() {
        for (int user = 0; user < 1000; user++) {
            act(cache.save("user " + user, "answer"));
        }
        int held = 0;
        for (int user = 0; user < 1000; user++) {
            held += read("user " + user) == null ? 0 : 1;
        }
        assertThat(held).isBetween(1, 3);
    }

    @Test
    void forgetsOneAnswerOrAll() {
        act(cache.save("one", "1"));
        act(cache.save("two", "2"));
        act(cache.remove("one"));
        assertThat(read("one")).isNull();
        assertThat(read("two")).isEqualTo("2");
        act(cache.reset());
        assertThat(read("two")).isNull();
        act(cache.remove("unknown"));
    }

    @Test
    void doesNothingUntilItIsSubscribedTo() {
        Mono<String> lookup = cache.lookup("user");
        Mono<Void> save = cache.save("user", "answer");
        assertThat(lookup.block(AT_ONCE)).isNull();
        act(save);
        assertThat(lookup.block(AT_ONCE)).isEqualTo("answer");
    }

    private @Nullable String read(String key) {
        return cache.lookup(key).block(AT_ONCE);
    }

    private static void act(Mono<Void> operation) {
        operation.block(AT_ONCE);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
