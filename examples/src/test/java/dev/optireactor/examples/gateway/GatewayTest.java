package dev.optireactor.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "OPTIMIZELY_SDK_KEY=")
@AutoConfigureWebTestClient(timeout = "20s")
class GatewayTest {

    private final WebTestClient shop;
    private final ReactiveOptimizely optimizely;
    private final OptimizelySandbox sandbox;

    @Autowired
    GatewayTest(WebTestClient shop, ReactiveOptimizely optimizely, OptimizelySandbox sandbox) {
        this.shop = shop;
        this.optimizely = optimizely;
        this.sandbox = sandbox;
    }

    @Test
    void showsTheCheckoutOfTheUsersVariation() {
        expect("/checkout?user=linus", "{\"design\":\"new\",\"layout\":\"one-page\",\"button\":\"Buy now\"}");
        expect("/checkout?user=ada", "{\"design\":\"classic\",\"layout\":\"two-steps\",\"button\":\"Continue\"}");
    }

    @Test
    void listsAllDecisions() {
        shop.get()
                .uri("/decisions?user=ada&country=DE")
                .exchange()
                .expectBody()
                .jsonPath("$[*].flag")
                .value(flags -> assertThat(String.valueOf(flags))
                        .contains("checkout")
                        .contains("free_shipping")
                        .contains("banner"))
                .jsonPath("$[1].details.variation")
                .isEqualTo("from_fifty");
    }

    @Test
    void countsAPurchase() {
        shop.post()
                .uri("/purchase?user=grace&cents=1999")
                .exchange()
                .expectBody()
                .json("{\"user\":\"grace\",\"cents\":1999}");

        optimizely.flush().block(Duration.ofSeconds(10));

        assertThat(sandbox.received().events())
                .filteredOn(event -> event.visitorId().equals("grace"))
                .extracting(ReceivedEvent::key)
                .containsExactly("purchase");
        expectReceived("grace");
    }

    private void expect(String uri, String json) {
        shop.get().uri(uri).exchange().expectStatus().isOk().expectBody().json(json);
    }

    private void expectReceived(String visitor) {
        shop.get()
                .uri("/sandbox/events")
                .exchange()
                .expectBody(String.class)
                .value(events -> assertThat(events).contains(visitor));
    }
}
