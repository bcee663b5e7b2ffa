package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.profile.InvalidProfileException;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a client looks up in a user profile service, and what it saves there. */
class StickyDecisionsTest {

    private static final String ONE = SampleProject.ruleId("one");
    private static final String TWO = SampleProject.ruleId("two");

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final Profiles profiles = new Profiles();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @Test
    void oneLookupAndOneSaveServeAllFlagsOfACall() {
        user().decideAll().blockLast(PATIENCE);
        assertThat(profiles.lookups).containsExactly(Secrets.ANNA);
        assertThat(profiles.saved)
                .singleElement()
                .satisfies(profile -> assertThat(profile.variationIds()).containsOnlyKeys(ONE, TWO));
    }

    @Test
    void whatIsStoredDecidesAndIsNotSavedAgain() {
        String stored = SampleProject.variationId("one", "b");
        profiles.stored = Mono.just(new UserProfile(Secrets.ANNA, Map.of(ONE, stored)));
        user().decide("one")
                .map(OptimizelyDecision::variationKey)
                .as(StepVerifier::create)
                .expectNext("b")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(profiles.saved).isEmpty();
    }

    @Test
    void entriesOfOtherExperimentsAreSavedAgain() {
        profiles.stored = Mono.just(new UserProfile(Secrets.ANNA, Map.of("999", "1")));
        user().decide("one").block(PATIENCE);
        assertThat(profiles.saved)
                .singleElement()
                .satisfies(profile -> assertThat(profile.variationIds())
                        .containsEntry("999", "1")
                        .containsKey(ONE));
    }

    @Test
    void nothingIsSavedAfterALookupThatFailed() {
        profiles.stored = Mono.error(new IllegalStateException("no connection"));
        ReactiveUserContext user = user();
        Flux.concat(user.decide("one"), user.decideAll(), user.decisions("two").take(1))
                .as(StepVerifier::create)
                .thenConsumeWhile(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(profiles.lookups).hasSize(3);
        assertThat(profiles.saved).isEmpty();
    }

    @Test
    void nothingIsSavedAfterALookupThatWasTooLate() {
        profiles.stored = Mono.never();
        user().decide("one")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(profiles.saved).isEmpty();
    }

    @Test
    void aProfileThatIsInvalidIsReplaced() {
        profiles.stored = Mono.error(new InvalidProfileException());
        user().decide("one").block(PATIENCE);
        assertThat(profiles.saved).hasSize(1);
    }

    @Test
    void aCallMayLeaveProfilesAlone() {
        user().decideAll(OptimizelyDecideOption.IGNORE_USER_PROFILE_SERVICE).blockLast(PATIENCE);
        assertThat(profiles.lookups).isEmpty();
        assertThat(profiles.saved).isEmpty();
    }

    @Test
    void aSaveThatNeverEndsOrFailsDelaysNoDecision() {
        for (Mono<Void> save : List.of(Mono.<Void>never(), Mono.<Void>error(new IllegalStateException("disk full")))) {
            profiles.save = save;
            user().decide("one")
                    .as(StepVerifier::create)
                    .expectNextMatches(OptimizelyDecision::enabled)
                    .expectComplete()
                    .verify(PATIENCE);
        }
        assertThat(profiles.saved).hasSize(2);
        time.advanceTimeBy(Duration.ofMinutes(1));
    }

    /** A user of a client in virtual time, with two flags of two variations each. */
    private ReactiveUserContext user() {
        SampleProject project =
                SampleProject.revision("1").split("one", "a", "b").split("two", "a", "b");
        ReactiveOptimizely client = scene.readyClient(builder -> builder.datafile(project.bytes())
                .timer(time)
                .eventDispatcher(batch -> Mono.empty())
                .userProfileService(profiles));
        return ClientScene.user(client, Secrets.ANNA);
    }

    /** A service that has one profile for everyone, and remembers what it is asked. */
    private static final class Profiles implements ReactiveUserProfileService {

        private final List<String> lookups = new ArrayList<>();
        private final List<UserProfile> saved = new ArrayList<>();
        private Mono<UserProfile> stored = Mono.empty();
        private Mono<Void> save = Mono.empty();

        @Override
        public Mono<UserProfile> lookup(String userId) {
            lookups.add(userId);
            return stored;
        }

        @Override
        public Mono<Void> save(UserProfile profile) {
            saved.add(profile);
            return save;
        }
    }
}
