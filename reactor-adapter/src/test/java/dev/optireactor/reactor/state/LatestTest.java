package dev.optireactor.reactor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LatestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = 8;
    private static final int CHANGES = 10_000;

    @Test
    void announcesOnlyWhatIsNew() {
        Latest<String> latest = new Latest<>(null);
        latest.changes()
                .as(StepVerifier::create)
                .then(latest::announce)
                .then(() -> set(latest, "a"))
                .then(latest::announce)
                .then(() -> set(latest, "b"))
                .then(latest::end)
                .expectNext("a", "b")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void endsSubscribersWithinTheAnnouncementThatMadeThemEndIt() {
        Latest<String> latest = new Latest<>(null);
        latest.changes()
                .doOnNext(value -> latest.end())
                .as(StepVerifier::create)
                .then(() -> set(latest, "a"))
                .expectNext("a")
                .expectComplete()
                .verify(PATIENCE);
        latest.changes().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void neverGoesBackAndAlwaysArrivesAtTheLastChangeOfManyThreads() {
        Latest<Integer> latest = new Latest<>(0);
        List<Integer> seen = new ArrayList<>();
        latest.changes().subscribe(seen::add);
        Flux.range(0, THREADS)
                .flatMap(
                        thread -> Flux.range(0, CHANGES)
                                .doOnNext(i -> {
                                    latest.update(value -> value == null ? 1 : value + 1);
                                    latest.announce();
                                })
                                .subscribeOn(Schedulers.parallel()),
                        THREADS)
                .as(StepVerifier::create)
                .expectNextCount((long) THREADS * CHANGES)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(seen).isSorted().doesNotHaveDuplicates().last().isEqualTo(THREADS * CHANGES);
    }

    private static void set(Latest<String> latest, String value) {
        latest.update(replaced -> value);
        latest.announce();
    }
}
