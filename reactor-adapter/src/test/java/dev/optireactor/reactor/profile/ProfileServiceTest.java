package dev.optireactor.reactor.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

class ProfileServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = Secrets.ANNA;
    private static final UserProfile PROFILE = new UserProfile(USER, Map.of("experiment", "variation"));

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.PROFILES);

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final RecordingListener listener = new RecordingListener();
    private final ScriptedProfiles users = new ScriptedProfiles();
    private final ProfileService service =
            new ProfileService(users, ProfileSettings.builder().build(), timer, listener);

    @Test
    void findsAProfile() {
        users.lookup = Mono.just(PROFILE);
        expect(ProfileLookup.found(PROFILE));
    }

    @Test
    void findsNothing() {
        users.lookup = Mono.empty();
        expect(ProfileLookup.nothing());
        assertThat(log.aboveTrace()).isEmpty();
    }

    @Test
    void tellsAnInvalidProfileFromAFailure() {
        users.lookup = Mono.error(new InvalidProfileException());
        expect(ProfileLookup.invalid());
        assertThat(log.at(Level.WARN)).hasSize(1).first().asString().startsWith("The UserProfileService returned an");
    }

    @Test
    void takesAFailureForAnAnswerThatAllowsNoSave() {
        users.lookup = Mono.error(new IllegalStateException("no connection for anna-s3cr3t"));
        expect(new ProfileLookup.Failed("no connection for anna-s3cr3t"));
        expect(new ProfileLookup.Failed("no connection for anna-s3cr3t"));
        assertThat(log.at(Level.WARN))
                .containsExactly("Unable to retrieve user profile as lookup failed (IllegalStateException)."
                        + " (further failures are logged at DEBUG)");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(USER));
        assertThat(listener.failures()).hasSize(2).allMatch(ProfileFailedException.class::isInstance);
    }

    @Test
    void takesAnExceptionThatIsThrownForAFailure() {
        users.lookup = null;
        expect(new ProfileLookup.Failed("thrown"));
    }

    @Test
    void namesAFailureWithoutAMessageByItsType() {
        users.lookup = Mono.error(new IllegalStateException());
        expect(new ProfileLookup.Failed("IllegalStateException"));
    }

    @Test
    void givesUpALookupAfterASecondAndCancelsIt() {
        AtomicInteger cancelled = new AtomicInteger();
        users.lookup = Mono.<UserProfile>never().doOnCancel(cancelled::incrementAndGet);
        service.lookup(USER)
                .as(StepVerifier::create)
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(999)))
                .expectNoEvent(Duration.ofMillis(10))
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(1)))
                .expectNext(new ProfileLookup.Failed("The UserProfileService gave no answer within 1000ms."))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
        assertThat(listener.failures()).hasSize(1);
    }

    @Test
    void cancelsTheLookupWhenTheCallerDoes() {
        AtomicInteger cancelled = new AtomicInteger();
        users.lookup = Mono.<UserProfile>never().doOnCancel(cancelled::incrementAndGet);
        service.lookup(USER).as(StepVerifier::create).thenCancel().verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void asksAtEachSubscriptionAndNotBefore() {
        Mono<ProfileLookup> lookup = service.lookup(USER);
        assertThat(users.lookups).isZero();
        lookup.as(StepVerifier::create).expectNextCount(1).expectComplete().verify(PATIENCE);
        lookup.as(StepVerifier::create).expectNextCount(1).expectComplete().verify(PATIENCE);
        assertThat(users.lookups).isEqualTo(2);
    }

    @Test
    void tellsThatLookupsWorkAgain() {
        users.lookup = Mono.error(new IllegalStateException("down"));
        expect(new ProfileLookup.Failed("down"));
        users.lookup = Mono.empty();
        expect(ProfileLookup.nothing());
        assertThat(listener.recoveries()).containsExactly(Conversation.PROFILES);
    }

    @Test
    void savesInTheBackgroundAndIsWaitedFor() {
        Sinks.Empty<Void> saved = Sinks.empty();
        users.save = saved.asMono();
        service.save(PROFILE, Context.empty());
        assertThat(users.savedProfile).isEqualTo(PROFILE);
        service.drain()
                .as(StepVerifier::create)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .then(saved::tryEmitEmpty)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void savesInTheContextOfTheDecision() {
        List<Object> seen = new ArrayList<>();
        users.save = Mono.deferContextual(context -> {
            seen.add(context.get("tenant"));
            return Mono.empty();
        });
        service.save(PROFILE, Context.of("tenant", "a"));
        assertThat(seen).containsExactly("a");
    }

    @Test
    void waitsForNothingWhenNothingIsSaved() {
        service.drain().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void reportsSavesThatFailOrThrow() {
        users.save = Mono.error(new IllegalStateException("disk full for anna-s3cr3t"));
        service.save(PROFILE, Context.empty());
        users.save = null;
        service.save(PROFILE, Context.empty());
        service.drain().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(log.at(Level.WARN)).hasSize(1).first().asString().startsWith("Failed to save user profile (Illegal");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(USER));
        assertThat(listener.failures()).hasSize(2);
    }

    @Test
    void givesUpASaveAfterTenSeconds() {
        users.save = Mono.never();
        service.save(PROFILE, Context.empty());
        service.drain()
                .as(StepVerifier::create)
                .then(() -> timer.advanceTimeBy(Duration.ofSeconds(10)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(listener.messages()).containsExactly("Failed to save user profile (TimeoutException).");
    }

    @Test
    void limitsTheSavesThatArePending() {
        users.save = Mono.never();
        ProfileService limited = new ProfileService(
                users, ProfileSettings.builder().maxPendingSaves(2).build(), timer, listener);
        limited.save(PROFILE, Context.empty());
        limited.save(PROFILE, Context.empty());
        limited.save(PROFILE, Context.empty());
        assertThat(listener.messages()).containsExactly("Failed to save user profile (2 are being saved already).");
    }

    @Test
    void abandonsSavesWhenDisposed() {
        AtomicInteger cancelled = new AtomicInteger();
        users.save = Mono.<Void>never().doOnCancel(cancelled::incrementAndGet);
        service.save(PROFILE, Context.empty());
        service.dispose();
        service.drain().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
        assertThat(listener.messages()).containsExactly("Failed to save user profile (ClientClosedException).");
        assertThat(listener.recoveries()).isEmpty();
        assertThat(log.at(Level.WARN)).contains("closed before 1 profile(s) were saved; raise closeTimeout");
    }

    private void expect(ProfileLookup expected) {
        service.lookup(USER)
                .as(StepVerifier::create)
                .expectNext(expected)
                .expectComplete()
                .verify(PATIENCE);
    }
}
