package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Decisions with a datafile at hand and nothing to fetch. */
class DecideTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void signalsOnTheSubscribingThreadBeforeSubscribeReturns() {
        ReactiveUserContext user = user(SampleProject.simple("1"));
        List<Thread> threads = new ArrayList<>();
        user.decide("flag")
                .doOnNext(decision -> threads.add(Thread.currentThread()))
                .subscribe();
        user.decideAll()
                .doOnNext(decision -> threads.add(Thread.currentThread()))
                .subscribe();
        user.decideForKeys(List.of("flag", "unknown"))
                .doOnNext(decision -> threads.add(Thread.currentThread()))
                .subscribe();
        assertThat(threads).hasSize(4).containsOnly(Thread.currentThread());
    }

    @Test
    void emitsExactlyOneDecision() {
        user(SampleProject.simple("1"))
                .decide("flag")
                .as(StepVerifier::create)
                .assertNext(decision -> {
                    assertThat(decision.flagKey()).isEqualTo("flag");
                    assertThat(decision.enabled()).isTrue();
                    assertThat(decision.variationKey()).isEqualTo("on");
                    assertThat(decision.ruleKey()).isEqualTo("flag_rule");
                    assertThat(decision.variables().toMap()).containsEntry("revision", "1");
                    assertThat(decision.userContext().userId()).isEqualTo(Secrets.ANNA);
                    assertThat(decision.reasons()).isEmpty();
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anUnknownFlagIsADecisionWithAReason() {
        user(SampleProject.simple("1"))
                .decide("nowhere")
                .as(StepVerifier::create)
                .assertNext(decision -> {
                    assertThat(decision.flagKey()).isEqualTo("nowhere");
                    assertThat(decision.enabled()).isFalse();
                    assertThat(decision.variationKey()).isNull();
                    assertThat(decision.ruleKey()).isNull();
                    assertThat(decision.variables().toMap()).isEmpty();
                    assertThat(decision.reasons()).containsExactly("No flag was found for key \"nowhere\".");
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void decidesAnewForEachSubscription() {
        PushedProjects projects = new PushedProjects().and(SampleProject.simple("1"));
        ReactiveOptimizely client = scene.readyClient(builder -> projects.feed(builder));
        Mono<Object> revision = ClientScene.user(client, Secrets.ANNA)
                .decide("flag")
                .map(decision -> String.valueOf(decision.variables().toMap().get("revision")));
        revision.as(StepVerifier::create).expectNext("1").expectComplete().verify(PATIENCE);
        projects.push(SampleProject.simple("2"));
        revision.as(StepVerifier::create).expectNext("2").expectComplete().verify(PATIENCE);
    }

    @Test
    void givesTheReasonsThatAreAskedFor() {
        user(SampleProject.simple("1"))
                .decide("flag", OptimizelyDecideOption.INCLUDE_REASONS)
                .as(StepVerifier::create)
                .assertNext(decision -> assertThat(decision.reasons()).isNotEmpty())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theClientsOptionsAreAddedToThoseOfTheCall() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes())
                        .defaultDecideOptions(OptimizelyDecideOption.EXCLUDE_VARIABLES));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        for (Flux<OptimizelyDecision> decisions : List.of(
                user.decide("flag", OptimizelyDecideOption.INCLUDE_REASONS).flux(),
                user.decideAll(OptimizelyDecideOption.INCLUDE_REASONS),
                user.decideForKeys(List.of("flag"), OptimizelyDecideOption.INCLUDE_REASONS))) {
            decisions
                    .as(StepVerifier::create)
                    .assertNext(decision -> {
                        assertThat(decision.variables().toMap()).isEmpty();
                        assertThat(decision.reasons()).isNotEmpty();
                    })
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void enabledFlagsOnlyHasNoEffectOnASingleDecision() {
        user(SampleProject.revision("1").off("dark"))
                .decide("dark", OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                .as(StepVerifier::create)
                .assertNext(decision -> assertThat(decision.enabled()).isFalse())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void decidesSeveralFlagsInTheOrderOfTheirKeysAndEachOnce() {
        user(SampleProject.revision("1").on("one").on("two"))
                .decideForKeys(List.of("two", "nowhere", "one", "two"))
                .map(OptimizelyDecision::flagKey)
                .as(StepVerifier::create)
                .expectNext("two", "nowhere", "one")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void decidesNoFlagsAtAll() {
        user(SampleProject.simple("1"))
                .decideForKeys(List.of())
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theCallersKeysMayChangeAfterwards() {
        List<String> keys = new ArrayList<>(List.of("flag"));
        Flux<OptimizelyDecision> decisions = user(SampleProject.simple("1")).decideForKeys(keys);
        keys.clear();
        decisions.as(StepVerifier::create).expectNextCount(1).expectComplete().verify(PATIENCE);
    }

    @Test
    void decidesAllFlagsInTheOrderOfTheDatafile() {
        user(SampleProject.revision("1").on("zebra").off("dark").on("ant"))
                .decideAll()
                .map(OptimizelyDecision::flagKey)
                .as(StepVerifier::create)
                .expectNext("zebra", "dark", "ant")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void leavesFlagsOutThatAreOffIfAskedTo() {
        user(SampleProject.revision("1").on("zebra").off("dark").on("ant"))
                .decideAll(OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                .map(OptimizelyDecision::flagKey)
                .as(StepVerifier::create)
                .expectNext("zebra", "ant")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aCallSeesOneProjectAndOneUserHoweverTheyChange() {
        PushedProjects projects = new PushedProjects().and(twoFlags("1"));
        ReactiveOptimizely client = scene.readyClient(builder -> projects.feed(builder));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        List<OptimizelyDecision> seen = new ArrayList<>();
        user.decideAll().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(OptimizelyDecision decision) {
                seen.add(decision);
                projects.push(twoFlags("2"));
                user.setAttribute("country", "DE").subscribe();
                request(1);
            }
        });
        assertThat(seen).extracting(OptimizelyDecision::flagKey).containsExactly("first", "second");
        assertThat(seen)
                .extracting(decision -> decision.variables().toMap().get("revision"))
                .containsOnly("1");
        assertThat(seen)
                .extracting(decision -> decision.userContext().attributes())
                .allMatch(Map::isEmpty);
    }

    private static SampleProject twoFlags(String revision) {
        return SampleProject.revision(revision).on("first").on("second");
    }

    private ReactiveUserContext user(SampleProject project) {
        return ClientScene.user(scene.staticClient(project), Secrets.ANNA);
    }
}
