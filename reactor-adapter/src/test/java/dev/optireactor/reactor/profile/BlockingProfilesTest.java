package dev.optireactor.reactor.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** A synchronous service behind the adapter; BlockHound sees to it that it runs where blocking is allowed. */
class BlockingProfilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final UserProfile PROFILE = new UserProfile(Secrets.ANNA, Map.of("experiment", "variation"));

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.PROFILES);

    private final Scheduler elastic = Schedulers.newBoundedElastic(2, 100, "profiles", 1, true);
    private final RecordingListener listener = new RecordingListener();
    private final BlockingStore store = new BlockingStore();
    private final ProfileService service = new ProfileService(
            ReactiveUserProfileService.blocking(store, elastic),
            ProfileSettings.builder().lookupTimeout(PATIENCE).build(),
            Schedulers.parallel(),
            listener);

    @AfterEach
    void dispose() {
        elastic.dispose();
    }

    @Test
    void findsWhatItSavedInTheOfficialForm() {
        expect(ProfileLookup.nothing());
        service.save(PROFILE, Context.empty());
        service.drain().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(store.profiles)
                .isEqualTo(Map.of(
                        Secrets.ANNA,
                        Map.of(
                                "user_id",
                                Secrets.ANNA,
                                "experiment_bucket_map",
                                Map.of("experiment", Map.of("variation_id", "variation")))));
        expect(ProfileLookup.found(PROFILE));
        assertThat(store.threads).allMatch(name -> name.startsWith("profiles"));
    }

    @Test
    void takesAMapWithoutItsPartsForInvalid() {
        store.profiles.put(Secrets.ANNA, Map.of("user_id", Secrets.ANNA));
        expect(ProfileLookup.invalid());
        store.profiles.put(Secrets.ANNA, Map.of("user_id", Secrets.ANNA, "experiment_bucket_map", "text"));
        expect(ProfileLookup.invalid());
        store.profiles.put(
                Secrets.ANNA, Map.of("user_id", Secrets.ANNA, "experiment_bucket_map", Map.of("experiment", Map.of())));
        expect(ProfileLookup.invalid());
    }

    @Test
    void takesACheckedExceptionForAFailure() {
        store.failure = new IOException("no disk");
        expect(new ProfileLookup.Failed("no disk"));
        service.save(PROFILE, Context.empty());
        service.drain().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(listener.messages()).contains("Failed to save user profile (IOException).");
    }

    private void expect(ProfileLookup expected) {
        service.lookup(Secrets.ANNA)
                .as(StepVerifier::create)
                .expectNext(expected)
                .expectComplete()
                .verify(PATIENCE);
    }

    /** Blocks at each call. */
    private static final class BlockingStore implements BlockingUserProfileService {

        private final Map<String, Map<String, Object>> profiles = new ConcurrentHashMap<>();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();
        private volatile @Nullable IOException failure;

        @Override
        public @Nullable Map<String, Object> lookup(String userId) throws Exception {
            block();
            return profiles.get(userId);
        }

        @Override
        public void save(Map<String, Object> profile) throws Exception {
            block();
            profiles.put(String.valueOf(profile.get("user_id")), profile);
        }

        private void block() throws Exception {
            threads.add(Thread.currentThread().getName());
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
            IOException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }
    }
}
