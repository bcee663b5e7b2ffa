package dev.optireactor.reactor.notification;

import static dev.optireactor.reactor.notification.NumberedNotifications.publish;
import static dev.optireactor.reactor.notification.NumberedNotifications.sequence;
import static dev.optireactor.reactor.notification.NumberedNotifications.texts;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LosingTimer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** How the hub ends, also when its scheduler is gone, loses what it took, or throws. */
class NotificationHubCloseTest {

    private static final int BUFFER = 256;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(4, 1000, "listeners");
    private final NotificationHub hub = new NotificationHub(scheduler, BUFFER, () -> {});

    @AfterEach
    void disposeScheduler() {
        scheduler.dispose();
    }

    @Test
    void closingCompletesAfterWhatStillWaits() {
        StepVerifier.create(texts(hub), 0)
                .then(() -> publish(hub, 0, 3))
                .then(hub::close)
                .expectNoEvent(Duration.ofMillis(50))
                .thenRequest(3)
                .expectNext("0", "1", "2")
                .expectComplete()
                .verify(PATIENCE);
        texts(hub).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(hub.subscribers()).isZero();
    }

    @Test
    void closingCompletesEvenWhenTheSchedulerIsGone() {
        scheduler.dispose();
        StepVerifier.create(texts(hub))
                .then(() -> publish(hub, 0, 2))
                .then(hub::close)
                .expectNext("0", "1")
                .expectComplete()
                .verify(PATIENCE);
        texts(hub).as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void whoeverAsksAfterClosingStillGetsTheRestThoughTheSchedulerIsGone() {
        LosingTimer losing = new LosingTimer();
        NotificationHub lost = new NotificationHub(losing, BUFFER, () -> {});
        StepVerifier.create(texts(lost), 1)
                .then(() -> publish(lost, 0, 3))
                .then(losing::dispose)
                .then(lost::close)
                .expectNext("0")
                .thenRequest(1)
                .expectNext("1")
                .thenRequest(1)
                .expectNext("2")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void closingCompletesThoughTheSchedulerTookARunAndWasDisposedOf() {
        LosingTimer losing = new LosingTimer();
        NotificationHub lost = new NotificationHub(losing, BUFFER, () -> {});
        StepVerifier.create(texts(lost))
                .then(() -> publish(lost, 0, BUFFER))
                .then(losing::dispose)
                .then(lost::close)
                .expectNextSequence(sequence(0, BUFFER))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aSchedulerThatThrowsDisturbsNobodyWhoNotifiesAndIsAskedAgain() {
        BalkingTimer balking = new BalkingTimer(scheduler);
        NotificationHub disturbed = new NotificationHub(balking, BUFFER, () -> {});
        StepVerifier.create(texts(disturbed))
                .then(balking::refuseNextTask)
                .then(() -> publish(disturbed, 0, 2))
                .expectNext("0", "1")
                .then(balking::refuseNextTask)
                .then(disturbed::close)
                .expectComplete()
                .verify(PATIENCE);
    }
}
