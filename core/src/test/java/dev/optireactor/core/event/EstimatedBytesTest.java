package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.payload;
import static dev.optireactor.core.event.EventFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.UserContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A queue is bounded by the estimate, so it must not be below what the event really takes. */
class EstimatedBytesTest {

    @Test
    void isNotLessThanTheEventTakesNorMuchMore() {
        UserContext user =
                UserContext.of("0b7f4c53-53a1-4f2e-9a3c-1d2f0a6c9f11", Map.of("country", "Österreich", "age", 30));
        List<UserEvent> events = List.of(
                shown(PROJECT, user, "flag_ft"),
                shown(PROJECT, user, "flag_cmab"),
                shown(PROJECT, USER, "flag_none"),
                done(PROJECT, user, null),
                done(PROJECT, user, Map.of("revenue", 4200, "value", 12.5, "日本", List.of("\u0001", true, 1e-300))));

        assertThat(events)
                .allSatisfy(event -> assertThat(event.estimatedBytes())
                        .isGreaterThanOrEqualTo(bytes(event))
                        .isLessThan(bytes(event) + 250));
    }

    @Test
    void growsWithTheTags() {
        UserEvent event = done(PROJECT, USER, Map.of("text", "x".repeat(10_000)));

        assertThat(event.estimatedBytes()).isGreaterThanOrEqualTo(bytes(event)).isLessThan(11_000);
    }

    private static int bytes(UserEvent event) {
        int two = EventFixture.writer()
                .write(List.of(event, event), EventFixture.NO_LIMIT)
                .payloads()
                .get(0)
                .body()
                .length;
        return two - payload(event).body().length;
    }
}
