package dev.optireactor.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

class ApiTourTest {

    @Test
    void showsEveryOperation() throws IOException {
        assertThat(walk().stream().map(told -> told.replaceAll("[,:].*", "")).collect(Collectors.toSet()))
                .containsAll(operations());
    }

    /** What returns a publisher, and the numbers that are there at once. */
    private static Set<String> operations() {
        return Stream.of(ReactiveUserContext.class, ReactiveOptimizely.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> Publisher.class.isAssignableFrom(method.getReturnType())
                        || method.getName().equals("statistics"))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void tellsWhatEachAnswered() throws IOException {
        assertThat(walk())
                .contains(
                        "ready: done",
                        "createUserContext: ada",
                        "setAttribute: ada",
                        "getAttributes: [country, premium]",
                        "decide: two_steps",
                        "decideForKeys: free_shipping true",
                        "decideForKeys: unknown false",
                        "decideAll: checkout",
                        "decideAll: banner",
                        "decisions: always",
                        "setForcedDecision: true",
                        "getForcedDecision: one_page",
                        "decide, forced: one_page",
                        "removeForcedDecision: true",
                        "removeAllForcedDecisions: true",
                        "fetchQualifiedSegments: false",
                        "setQualifiedSegments: ada",
                        "getQualifiedSegments: [frequent_buyers]",
                        "isQualifiedFor: true",
                        "trackEvent: accepted",
                        "projects: revision 42",
                        "status: Valid",
                        "refresh: done",
                        "notifications: checkout",
                        "sendOdpEvent: false",
                        "flush: done",
                        "close: 0 pending");
    }

    private static List<String> walk() throws IOException {
        byte[] datafile = new ClassPathResource("sandbox/shop-datafile.json").getContentAsByteArray();
        ReactiveOptimizely optimizely = ReactiveOptimizely.builder()
                .datafile(datafile)
                .eventDispatcher(event -> Mono.empty())
                .predictions(predictions -> predictions.client((need, uuid) -> Mono.just("25618440431")))
                .build();
        return Objects.requireNonNull(
                new ApiTour(optimizely).walk().collectList().block(Duration.ofSeconds(20)));
    }
}
