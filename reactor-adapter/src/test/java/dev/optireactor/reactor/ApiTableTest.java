package dev.optireactor.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.reactor.fixture.Secrets;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations that applications call, as they are promised. */
class ApiTableTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mono<ReactiveUserContext> setAttribute(String, Object)",
                "Mono<Map<String, Object>> getAttributes()",
                "Mono<OptimizelyDecision> decide(String, OptimizelyDecideOption[])",
                "Flux<OptimizelyDecision> decideForKeys(Collection<String>, OptimizelyDecideOption[])",
                "Flux<OptimizelyDecision> decideAll(OptimizelyDecideOption[])",
                "Mono<Void> trackEvent(String, Map<String, ?>)",
                "Mono<Boolean> setForcedDecision(OptimizelyDecisionContext, OptimizelyForcedDecision)",
                "Mono<OptimizelyForcedDecision> getForcedDecision(OptimizelyDecisionContext)",
                "Mono<Boolean> removeForcedDecision(OptimizelyDecisionContext)",
                "Mono<Boolean> removeAllForcedDecisions()",
                "Mono<List<String>> getQualifiedSegments()",
                "Mono<ReactiveUserContext> setQualifiedSegments(Collection<String>)",
                "Mono<Boolean> fetchQualifiedSegments(OdpSegmentOption[])",
                "Mono<Boolean> isQualifiedFor(String)",
                "Flux<OptimizelyDecision> decisions(String, OptimizelyDecideOption[])",
            })
    void aUserContextOffers(String operation) {
        assertThat(operations(ReactiveUserContext.class)).contains(operation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mono<ReactiveUserContext> createUserContext(String, Map<String, ?>)",
                "Mono<ReactiveUserContext> createUserContext(UserContext)",
                "Mono<Void> ready()",
                "Mono<Void> ready(Duration)",
                "Flux<Project> projects()",
                "Flux<DatafileStatus> status()",
                "Mono<Void> refresh()",
                "Mono<OptimizelyConfig> getOptimizelyConfig()",
                "Flux<Notification> notifications()",
                "Flux<T> notifications(Class<T>)",
                "Mono<Boolean> sendOdpEvent(String, String, Map<String, String>, Map<String, ?>)",
                "Mono<Void> flush()",
                "ClientStatistics statistics()",
                "Mono<ClientStatistics> close()",
            })
    void aClientOffers(String operation) {
        assertThat(operations(ReactiveOptimizely.class)).contains(operation);
    }

    private static List<String> operations(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(ApiTableTest::signature)
                .toList();
    }

    private static String signature(Method method) {
        String parameters = Arrays.stream(method.getGenericParameterTypes())
                .map(ApiTableTest::name)
                .collect(Collectors.joining(", "));
        return name(method.getGenericReturnType()) + " " + method.getName() + "(" + parameters + ")";
    }

    private static String name(Type type) {
        return type.getTypeName().replaceAll("[a-z]+\\.", "");
    }

    @Test
    void aNullUserIdThrowsAtOnce() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        assertThatNullPointerException().isThrownBy(() -> client.createUserContext((String) missing()));
        assertThatNullPointerException().isThrownBy(() -> client.createUserContext(Secrets.ANNA, missing()));
    }

    @TestFactory
    Stream<DynamicTest> aNullArgumentThrowsAtOnceAndNotWhenItIsSubscribed() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        OptimizelyDecisionContext flag = new OptimizelyDecisionContext("flag");
        OptimizelyForcedDecision forced = new OptimizelyForcedDecision("on");
        return Stream.of(
                throwing("setAttribute", () -> user.setAttribute(missing(), 1)),
                throwing("decide", () -> user.decide(missing())),
                throwing("decideForKeys", () -> user.decideForKeys(ApiTableTest.<Collection<String>>missing())),
                throwing("decideForKeys, an element", () -> user.decideForKeys(Collections.singletonList(missing()))),
                throwing("decisions", () -> user.decisions(missing())),
                throwing(
                        "decisions, impressions",
                        () -> user.decisions("flag", ApiTableTest.<LiveImpressions>missing())),
                throwing("trackEvent", () -> user.trackEvent(missing())),
                throwing("trackEvent, key", () -> user.trackEvent(missing(), Map.of())),
                throwing("trackEvent, tags", () -> user.trackEvent(SampleProject.PURCHASE, missing())),
                throwing("setForcedDecision, context", () -> user.setForcedDecision(missing(), forced)),
                throwing("setForcedDecision, decision", () -> user.setForcedDecision(flag, missing())),
                throwing("getForcedDecision", () -> user.getForcedDecision(missing())),
                throwing("removeForcedDecision", () -> user.removeForcedDecision(missing())),
                throwing("isQualifiedFor", () -> user.isQualifiedFor(missing())),
                throwing(
                        "setQualifiedSegments, an element",
                        () -> user.setQualifiedSegments(Collections.singletonList(missing()))),
                throwing("createUserContext, snapshot", () -> client.createUserContext((UserContext) missing())),
                throwing("ready", () -> client.ready(missing())),
                throwing("notifications", () -> client.notifications(missing())),
                throwing("sendOdpEvent, action", () -> client.sendOdpEvent("t", missing(), Map.of(), Map.of())),
                throwing("sendOdpEvent, identifiers", () -> client.sendOdpEvent("t", "a", missing(), Map.of())),
                throwing("sendOdpEvent, data", () -> client.sendOdpEvent("t", "a", Map.of(), missing())));
    }

    private static DynamicTest throwing(String name, ThrowingCallable call) {
        return DynamicTest.dynamicTest(
                name, () -> assertThatNullPointerException().isThrownBy(call));
    }

    /** A null that the compiler does not see. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T missing() {
        return null;
    }
}
