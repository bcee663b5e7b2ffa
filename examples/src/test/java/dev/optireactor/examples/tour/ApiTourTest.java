package dev.optireactor.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

class ApiTourTest {

    @Test
    void showsEveryOperation() throws IOException {
        byte[] datafile = new ClassPathResource("sandbox/shop-datafile.json").getContentAsByteArray();
        ReactiveOptimizely optimizely = ReactiveOptimizely.builder()
                .datafile(datafile)
                .eventDispatcher(event -> Mono.empty())
                .predictions(predictions -> predictions.client((need, uuid) -> Mono.just("25618440431")))
                .build();

        List<String> told = new ApiTour(optimizely).walk().collectList().block(Duration.ofSeconds(20));

        assertThat(told)
                .contains(
                        "attributes: [country, premium]",
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
}
