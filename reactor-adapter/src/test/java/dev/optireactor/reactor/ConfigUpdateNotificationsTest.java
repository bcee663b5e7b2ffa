package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

/** What a client tells of a new revision, and what is then in use. */
class ConfigUpdateNotificationsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final PushedProjects projects = new PushedProjects();

    @Test
    void aNewRevisionIsToldOnceItIsInUse() {
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class)
                        .concatMap(told -> user.decide("flag").map(decision -> told + " " + decision.variables())))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNext("ConfigUpdateNotification[revision=1, previousRevision=null] {\"revision\":\"1\"}")
                .then(() -> projects.push(SampleProject.simple("1")))
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("ConfigUpdateNotification[revision=2, previousRevision=1] {\"revision\":\"2\"}")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aNewRevisionIsToldWithItsSdkKey() {
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNext(new ConfigUpdateNotification(Secrets.SDK_KEY, "1", null))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void segmentsAreThoseOfTheNewDataPlatformWhenItsRevisionIsTold() {
        scene.sandbox().segments(Secrets.ANNA, "vip");
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class)
                        .concatMap(told -> user.fetchQualifiedSegments().then(user.isQualifiedFor("vip"))))
                .then(() -> projects.push(SampleProject.revision("1")
                        .onForSegment("flag", "other")
                        .odp(scene.sandbox().uri(), Secrets.ODP_KEY)))
                .expectNext(false)
                .then(() -> projects.push(SampleProject.revision("2")
                        .onForSegment("flag", "vip")
                        .odp(scene.sandbox().uri(), Secrets.ODP_KEY)))
                .expectNext(true)
                .thenCancel()
                .verify(PATIENCE);
    }
}
