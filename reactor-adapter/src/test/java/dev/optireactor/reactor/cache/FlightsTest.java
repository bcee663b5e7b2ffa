package dev.optireactor.reactor.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.util.context.Context;

class FlightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Flights<String, String> flights = new Flights<>();
    private final Sinks.One<String> answer = Sinks.one();
    private final PublisherProbe<String> work = PublisherProbe.of(answer.asMono());

    @Test
    void letsEqualRequestsShareOneFlight() {
        Flux.range(0, 100)
                .flatMap(caller -> join("key", "variant"), 100)
                .as(StepVerifier::create)
                .then(() -> answer.tryEmitValue("answer"))
                .expectNextCount(100)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(work.subscribeCount()).isEqualTo(1);
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void sharesAmongManyThreads() {
        AtomicInteger callers = new AtomicInteger();
        Flux.range(0, 2_000)
                .parallel(8)
                .runOn(Schedulers.parallel())
                .flatMap(caller -> join("key", "variant").doOnSubscribe(subscribed -> land(callers)), false, 2_000)
                .sequential()
                .as(StepVerifier::create)
                .expectNextCount(2_000)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(work.subscribeCount()).isEqualTo(1);
        assertThat(flights.underWay()).isZero();
    }

    /** The answer comes when all callers wait, so that there is no second flight. */
    private void land(AtomicInteger callers) {
        if (callers.incrementAndGet() == 2_000) {
            Schedulers.parallel().schedule(() -> answer.tryEmitValue("answer"));
        }
    }

    @Test
    void cancelsTheWorkWhenTheLastCallerCancels() {
        Disposable first = join("key", "variant").subscribe();
        Disposable second = join("key", "variant").subscribe();
        first.dispose();
        work.assertWasNotCancelled();
        second.dispose();
        work.assertWasCancelled();
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void forgetsAFlightWhoseOnlyCallerCancelsAtOnce() {
        join("key", "variant").subscribe(new BaseSubscriber<String>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                cancel();
            }
        });
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void startsAnewAfterALanding() {
        answer.tryEmitValue("answer");
        join("key", "variant")
                .as(StepVerifier::create)
                .expectNext("answer")
                .expectComplete()
                .verify(PATIENCE);
        join("key", "variant")
                .as(StepVerifier::create)
                .expectNext("answer")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(work.subscribeCount()).isEqualTo(2);
    }

    @Test
    void letsAllCallersSeeTheFailureAndForgetsIt() {
        Flux.range(0, 3)
                .flatMap(caller -> join("key", "variant").onErrorReturn("failed"))
                .as(StepVerifier::create)
                .then(() -> answer.tryEmitError(new IllegalStateException("down")))
                .expectNext("failed", "failed", "failed")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(work.subscribeCount()).isEqualTo(1);
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void completesEmptyWhenTheWorkDoes() {
        answer.tryEmitEmpty();
        join("key", "variant").as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void doesNotShareAmongKeysOrVariants() {
        join("key", "variant").subscribe();
        join("key", "other").subscribe();
        join("other", "variant").subscribe();
        assertThat(work.subscribeCount()).isEqualTo(3);
    }

    @Test
    void tellsAFlightThatANewerOneHasBegunWhichOthersJoin() {
        Sinks.One<String> old = Sinks.one();
        Mono<Boolean> superseded = flights.join(
                        "key", "variant", flight -> old.asMono().map(ignored -> String.valueOf(flight.isSuperseded())))
                .map(Boolean::valueOf);
        superseded
                .as(StepVerifier::create)
                .then(() ->
                        flights.start("key", "variant", flight -> work.mono()).subscribe())
                .then(() -> join("key", "variant").subscribe())
                .then(() -> old.tryEmitValue("old"))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(work.subscribeCount()).isEqualTo(1);
        assertThat(flights.underWay()).isEqualTo(1);
    }

    /** Whoever comes just when the last other one leaves is served, and is not told of the cancellation. */
    @Test
    void servesACallerWhoComesWhenTheLastOneLeaves() {
        Scheduler scheduler = Schedulers.parallel();
        Mono<String> slow = Mono.just("answer").delayElement(Duration.ofMillis(1), scheduler);
        Mono<String> joined = flights.join("key", "variant", flight -> slow);
        Flux.range(0, 5_000)
                .flatMap(
                        round -> {
                            Disposable leaving = joined.subscribe();
                            scheduler.schedule(leaving::dispose);
                            return joined.subscribeOn(scheduler);
                        },
                        16)
                .as(StepVerifier::create)
                .expectNextCount(5_000)
                .expectComplete()
                .verify(PATIENCE);
        Waiting.until(() -> flights.underWay() == 0);
    }

    @Test
    void staysAloftWhenOneCallerCancelsTwice() {
        AtomicReference<@Nullable Subscription> first = new AtomicReference<>();
        join("key", "variant").doOnSubscribe(first::set).subscribe();
        join("key", "variant").subscribe();
        Subscription subscription = Objects.requireNonNull(first.get());
        subscription.cancel();
        subscription.cancel();
        work.assertWasNotCancelled();
    }

    @Test
    void showsTheWorkTheContextOfItsFirstCaller() {
        flights.join("key", "variant", flight -> Mono.deferContextual(context -> Mono.just(context.get("name"))))
                .contextWrite(Context.of("name", "first"))
                .as(StepVerifier::create)
                .expectNext("first")
                .expectComplete()
                .verify(PATIENCE);
    }

    private Mono<String> join(String key, String variant) {
        return flights.join(key, variant, flight -> work.mono());
    }
}
