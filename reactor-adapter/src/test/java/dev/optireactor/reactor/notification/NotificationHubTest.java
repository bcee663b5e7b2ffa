package dev.optireactor.reactor.notification;

import static dev.optireactor.reactor.notification.NumberedNotifications.notification;
import static dev.optireactor.reactor.notification.NumberedNotifications.publish;
import static dev.optireactor.reactor.notification.NumberedNotifications.sequence;
import static dev.optireactor.reactor.notification.NumberedNotifications.texts;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Many who notify and many who listen, some of them slow, failing or gone. */
class NotificationHubTest {

    private static final int BUFFER = 256;

    /** Less than the hub holds for each listener. */
    private static final int PORTION = 100;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(4, 1000, "listeners");
    private final AtomicInteger dropsTold = new AtomicInteger();
    private final NotificationHub hub = new NotificationHub(scheduler, BUFFER, dropsTold::incrementAndGet);

    @AfterEach
    void disposeScheduler() {
        scheduler.dispose();
    }

    @Test
    void nothingIsMadeWhenNobodyListens() {
        assertThat(hub.subscribers()).isZero();
        hub.publish(ConfigUpdateNotification.class, () -> {
            throw new AssertionError("made for nobody");
        });
        hub.notifications(Notification.class).subscribe().dispose();
        assertThat(hub.subscribers()).isZero();
        hub.publish(ConfigUpdateNotification.class, () -> {
            throw new AssertionError("made for nobody");
        });
    }

    @Test
    void whoFollowsOneKindCostsTheOthersNothing() {
        StepVerifier.create(hub.notifications(ConfigUpdateNotification.class), 0)
                .then(() -> hub.publish(ConfigUpdateNotification.class, () -> notification(7)))
                .then(() -> {
                    for (int i = 0; i < 1000; i++) {
                        hub.publish(TrackNotification.class, () -> {
                            throw new AssertionError("made for nobody");
                        });
                    }
                })
                .thenRequest(1)
                .assertNext(told -> assertThat(told.revision()).isEqualTo("7"))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(hub.dropped()).isZero();
    }

    @Test
    void whatIsNotifiedArrivesInItsOrderOnTheScheduler() {
        Flux<String> texts = texts(hub)
                .doOnNext(text -> assertThat(Thread.currentThread().getName()).startsWith("listeners"));
        publishInPortions(StepVerifier.create(texts), 1000).thenCancel().verify(PATIENCE);
        assertThat(hub.dropped()).isZero();
    }

    @Test
    void aNotificationIsMadeOnceForAllWhoListen() {
        AtomicInteger made = new AtomicInteger();
        StepVerifier.create(Flux.zip(texts(hub), texts(hub), texts(hub)))
                .then(() -> hub.publish(ConfigUpdateNotification.class, () -> notification(made.incrementAndGet())))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(made).hasValue(1);
    }

    @Test
    void oneThatListensLaterHearsOnlyWhatComesThen() {
        StepVerifier.create(texts(hub).mergeWith(texts(hub)))
                .then(() -> publish(hub, 0, 1))
                .expectNext("0", "0")
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(texts(hub))
                .then(() -> publish(hub, 7, 8))
                .expectNext("7")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aSlowListenerMissesTheOldestAndTheyAreCounted() {
        StepVerifier.create(texts(hub), 0)
                .then(() -> publish(hub, 0, 1000))
                .then(() -> assertThat(hub.dropped()).isEqualTo(1000 - BUFFER))
                .thenRequest(Long.MAX_VALUE)
                .expectNextSequence(sequence(1000 - BUFFER, 1000))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(dropsTold).hasValue(1000 - BUFFER);
    }

    @Test
    void receivesNoMoreThanItRequested() {
        StepVerifier.create(texts(hub), 2)
                .then(() -> publish(hub, 0, 10))
                .expectNext("0", "1")
                .expectNoEvent(Duration.ofMillis(50))
                .thenRequest(1)
                .expectNext("2")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aListenerThatBlocksDelaysNeitherTheOthersNorWhoeverNotifies() {
        CountDownLatch go = new CountDownLatch(1);
        texts(hub).doOnNext(text -> Waiting.until(go)).subscribe();
        publishInPortions(StepVerifier.create(texts(hub)), 2000)
                .then(go::countDown)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aListenerThatFailsDisturbsNobodyAndIsForgotten() {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        texts(hub)
                .doOnNext(text -> {
                    throw new IllegalStateException("listener");
                })
                .subscribe(text -> {}, failures::add);
        publishInPortions(StepVerifier.create(texts(hub)), 1000)
                .then(() -> assertThat(failures).hasSize(1))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(hub.subscribers()).isZero();
    }

    @Test
    void aSubscriberThatThrowsIsForgotten() {
        CountDownLatch thrown = new CountDownLatch(1);
        hub.notifications(Notification.class).subscribe(new CoreSubscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Notification notification) {
                thrown.countDown();
                throw new IllegalStateException("against the rules");
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        StepVerifier.create(texts(hub))
                .then(() -> publish(hub, 0, 1))
                .expectNext("0")
                .then(() -> Waiting.until(thrown))
                .then(() -> publish(hub, 1, 2))
                .expectNext("1")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void eightThreadsThatNotifyLoseNothing() {
        Flux<Integer> publishers = Flux.range(0, 8)
                .flatMap(thread -> Flux.range(0, 1000)
                        .doOnNext(
                                i -> hub.publish(ConfigUpdateNotification.class, () -> notification(thread * 1000 + i)))
                        .then()
                        .subscribeOn(Schedulers.boundedElastic())
                        .thenReturn(1));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch completed = new CountDownLatch(1);
        texts(hub).doOnComplete(completed::countDown).subscribe(seen::add);
        publishers.then().block(PATIENCE);
        hub.close();
        Waiting.until(completed);
        assertThat(seen.size() + hub.dropped()).isEqualTo(8000);
        assertThat(seen).doesNotHaveDuplicates();
        for (int thread = 0; thread < 8; thread++) {
            int first = thread * 1000;
            assertThat(seen.stream().map(Integer::valueOf).filter(i -> i >= first && i < first + 1000))
                    .isSorted();
        }
    }

    @Test
    void aFloodForOneListenerLeavesTheOnlyThreadToOthersNowAndThen() {
        Scheduler single = Schedulers.newBoundedElastic(1, 1000, "only");
        NotificationHub shared = new NotificationHub(single, BUFFER, () -> {});
        AtomicInteger flood = new AtomicInteger();
        // Each notification causes the next one.
        shared.notifications(Notification.class)
                .subscribe(ignored ->
                        shared.publish(ConfigUpdateNotification.class, () -> notification(flood.incrementAndGet())));
        shared.publish(ConfigUpdateNotification.class, () -> notification(0));
        StepVerifier.create(shared.notifications(Notification.class).take(3))
                .expectNextCount(3)
                .expectComplete()
                .verify(PATIENCE);
        shared.close();
        single.dispose();
    }

    @Test
    void oneThatCancelsWhileItSubscribesIsForgotten() {
        hub.notifications(Notification.class).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });
        assertThat(hub.subscribers()).isZero();
    }

    /** Notifies as fast as the listener that is verified can take it. */
    private StepVerifier.Step<String> publishInPortions(StepVerifier.Step<String> listener, int notifications) {
        StepVerifier.Step<String> next = listener;
        for (int from = 0; from < notifications; from += PORTION) {
            int begin = from;
            next = next.then(() -> publish(hub, begin, begin + PORTION))
                    .expectNextSequence(sequence(begin, begin + PORTION));
        }
        return next;
    }
}
