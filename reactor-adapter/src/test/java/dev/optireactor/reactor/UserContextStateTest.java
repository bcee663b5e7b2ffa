package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.fixture.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a user context knows of its user, and how that changes. */
class UserContextStateTest {

    private static final OptimizelyDecisionContext FLAG = new OptimizelyDecisionContext("flag");
    private static final OptimizelyDecisionContext RULE = new OptimizelyDecisionContext("flag", "flag_rule");
    private static final OptimizelyForcedDecision B = new OptimizelyForcedDecision("b");

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private ReactiveUserContext user;

    @BeforeEach
    void makeUser() {
        SampleProject project =
                SampleProject.revision("1").split("flag", "a", "b").onFor("german", "country", "DE");
        user = ClientScene.user(scene.staticClient(project), Secrets.ANNA);
    }

    @Test
    void eachSubscriptionMakesAUserOfItsOwn() {
        Mono<ReactiveUserContext> users =
                scene.staticClient(SampleProject.simple("1")).createUserContext(Secrets.BERT, Map.of("country", "DE"));
        ReactiveUserContext one = users.blockOptional(PATIENCE).orElseThrow();
        ReactiveUserContext other = users.blockOptional(PATIENCE).orElseThrow();
        assertThat(one).isNotSameAs(other);
        one.setAttribute("country", "FR").block(PATIENCE);
        assertThat(other.snapshot().attributes()).containsEntry("country", "DE");
    }

    @Test
    void theUserOfADecisionCanGoOnWhereItWasMade() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.BERT, Map.of("country", "DE"));
        user.setQualifiedSegments(List.of("has_email")).block(PATIENCE);
        user.setForcedDecision(new OptimizelyDecisionContext("flag"), new OptimizelyForcedDecision("off"))
                .block(PATIENCE);
        OptimizelyDecision decision =
                user.decide("flag").blockOptional(PATIENCE).orElseThrow();
        user.removeAllForcedDecisions().block(PATIENCE);
        ReactiveUserContext again = client.createUserContext(decision.userContext())
                .blockOptional(PATIENCE)
                .orElseThrow();
        assertThat(again.snapshot()).isEqualTo(decision.userContext()).isNotEqualTo(user.snapshot());
        again.setAttribute("country", "FR").block(PATIENCE);
        assertThat(decision.userContext().attributes()).containsEntry("country", "DE");
    }

    @Test
    void aUserMayHaveAnEmptyId() {
        ReactiveUserContext nobody = ClientScene.user(scene.staticClient(SampleProject.simple("1")), "");
        assertThat(nobody.userId()).isEmpty();
        nobody.decide("flag")
                .as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theCallersMapMayChangeAfterwards() {
        Map<String, Object> attributes = new HashMap<>(Map.of("country", "DE"));
        Mono<ReactiveUserContext> users =
                scene.staticClient(SampleProject.simple("1")).createUserContext(Secrets.BERT, attributes);
        attributes.put("country", "FR");
        users.flatMap(ReactiveUserContext::getAttributes)
                .as(StepVerifier::create)
                .expectNext(Map.of("country", "DE"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void nothingIsSetBeforeItIsSubscribed() {
        Mono<ReactiveUserContext> setting = user.setAttribute("country", "DE");
        user.setForcedDecision(FLAG, B);
        user.setQualifiedSegments(List.of("segment"));
        assertThat(user.snapshot().attributes()).isEmpty();
        assertThat(user.snapshot().forcedDecision(FLAG)).isNull();
        assertThat(user.snapshot().qualifiedSegments()).isNull();

        setting.as(StepVerifier::create).expectNext(user).expectComplete().verify(PATIENCE);
        assertThat(user.snapshot().attributes()).containsEntry("country", "DE");
    }

    @Test
    void stateIsReadWhenADecisionIsSubscribedNotWhenItIsAskedFor() {
        Mono<OptimizelyDecision> decision = user.decide("german");
        decision.as(StepVerifier::create)
                .expectNextMatches(off -> !off.enabled())
                .expectComplete()
                .verify(PATIENCE);
        user.setAttribute("country", "DE").block(PATIENCE);
        decision.as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void settingAttributesChains() {
        user.setAttribute("country", "FR")
                .flatMap(same -> same.setAttribute("country", "DE"))
                .flatMap(same -> same.decide("german"))
                .as(StepVerifier::create)
                .assertNext(decision -> {
                    assertThat(decision.enabled()).isTrue();
                    assertThat(decision.userContext().attributes()).containsExactly(Map.entry("country", "DE"));
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anAttributeMayBeNull() {
        user.setAttribute("country", null)
                .flatMap(ReactiveUserContext::getAttributes)
                .as(StepVerifier::create)
                .assertNext(attributes -> assertThat(attributes).containsEntry("country", null))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theAttributesThatAreReadCannotBeChangedAndDoNotChange() {
        user.setAttribute("country", "DE").block(PATIENCE);
        Map<String, ?> read = user.getAttributes().blockOptional(PATIENCE).orElseThrow();
        user.setAttribute("country", "FR").block(PATIENCE);
        assertThat(read).isEqualTo(Map.of("country", "DE"));
        assertThatThrownBy(read::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noAttributeIsLostWhenEightThreadsSetThem() {
        Flux.range(0, 8)
                .flatMap(thread -> Flux.range(0, 500)
                        .concatMap(i -> user.setAttribute(thread + "-" + i, i))
                        .then()
                        .subscribeOn(Schedulers.boundedElastic()))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(user.snapshot().attributes()).hasSize(4000);
    }

    @Test
    void aForcedDecisionDecidesUntilItIsRemoved() {
        user.setForcedDecision(FLAG, B)
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        user.decide("flag")
                .as(StepVerifier::create)
                .assertNext(decision -> {
                    assertThat(decision.variationKey()).isEqualTo("b");
                    assertThat(decision.ruleKey()).isNull();
                })
                .expectComplete()
                .verify(PATIENCE);
        user.removeForcedDecision(FLAG)
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        user.decide("flag")
                .as(StepVerifier::create)
                .assertNext(decision -> assertThat(decision.ruleKey()).isEqualTo("flag_rule"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aForcedDecisionIsFoundForExactlyWhatItWasSetFor() {
        user.setForcedDecision(RULE, B).block(PATIENCE);
        user.getForcedDecision(RULE)
                .as(StepVerifier::create)
                .expectNext(B)
                .expectComplete()
                .verify(PATIENCE);
        user.getForcedDecision(FLAG).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        user.removeForcedDecision(FLAG)
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void allForcedDecisionsAreRemovedAtOnce() {
        user.setForcedDecision(RULE, B).then(user.setForcedDecision(FLAG, B)).block(PATIENCE);
        user.removeAllForcedDecisions()
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        user.getForcedDecision(RULE)
                .switchIfEmpty(user.getForcedDecision(FLAG))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        user.removeAllForcedDecisions()
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void unknownSegmentsAreNotTheSameAsNone() {
        user.getQualifiedSegments().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        user.setQualifiedSegments(List.of()).block(PATIENCE);
        user.getQualifiedSegments()
                .as(StepVerifier::create)
                .expectNext(List.of())
                .expectComplete()
                .verify(PATIENCE);
        user.setQualifiedSegments(null).block(PATIENCE);
        user.getQualifiedSegments().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void aUserIsQualifiedForTheSegmentsThatWereSet() {
        List<String> segments = new ArrayList<>(List.of("has_email"));
        Mono<ReactiveUserContext> setting = user.setQualifiedSegments(segments);
        segments.add("push");
        setting.block(PATIENCE);
        user.isQualifiedFor("has_email")
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        user.isQualifiedFor("push")
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
        user.isQualifiedFor("HAS_EMAIL")
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aUserOfUnknownSegmentsIsQualifiedForNone() {
        user.isQualifiedFor("has_email")
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void itsTextNamesNeitherIdNorAttributes() {
        user.setAttribute("country", "DE").block(PATIENCE);
        assertThat(user).hasToString("ReactiveUserContext[1 attributes]");
    }
}
