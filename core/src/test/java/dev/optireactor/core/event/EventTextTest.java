package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.payload;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.shown;
import static dev.optireactor.core.event.EventFixture.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts arrive as they were, whatever they contain, as flawless UTF-8. */
class EventTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usér-Ж-日本",
                "العربية",
                "🎉👩‍👩‍👧",
                "\"quoted\" and \\",
                "%s %d 100%",
                "line\nbreak\ttab\r\b\f",
                "\u0000\u0001\u001f\u007f",
                "</script>/",
                "\u2028\u2029\ufeff",
                "{\"a\":1}",
                "\ud83d",
                "\ude00",
                "a\ud83db",
                "\ude00\ud83d",
                " "
            })
    void anyTextArrivesAsItWas(String text) {
        UserEvent event = event(text);

        assertThat(visitor(event)).containsEntry("visitor_id", text);
        assertThat(Json.objectAt(visitor(event), "/attributes/0")).containsEntry("value", text);
        assertThat(Json.objectAt(visitor(event), "/snapshots/0/events/0/tags")).containsEntry(text, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"quoted\" \\ key", "日本🎉", "\ud83d", "\ude00\ud83d", "a\ud83db\u0001"})
    void anyKeyOfTheProjectArrivesAsItWas(String key) {
        Project project = project(datafile -> {
            Json.set(datafile, "/featureFlags/0/key", key);
            Json.set(datafile, "/experiments/0/key", key);
            Json.set(datafile, "/experiments/0/variations/0/key", key);
            Json.set(datafile, "/attributes/0/key", key);
            Json.set(datafile, "/attributes/0/id", key);
        });
        UserContext user = UserContext.of("user1", Map.of(key, 1));

        Map<String, @Nullable Object> visitor = visitor(shown(project, user, key));

        assertThat(Json.objectAt(visitor, "/snapshots/0/decisions/0/metadata"))
                .containsEntry("flag_key", key)
                .containsEntry("rule_key", key)
                .containsEntry("variation_key", key);
        assertThat(Json.objectAt(visitor, "/attributes/0"))
                .containsEntry("entity_id", key)
                .containsEntry("key", key);
    }

    @Test
    void charactersBeyondAsciiAreNotEscaped() {
        assertThat(new String(payload(event("日本🎉")).body(), StandardCharsets.UTF_8))
                .contains("\"日本🎉\"");
    }

    /** Long enough for the texts to lie across the ends of the generator's buffers. */
    @Property(tries = 50)
    void longTextsArriveAsTheyWere(
            @ForAll @StringLength(max = 20) @CharRange(from = '\u0000', to = '\uffff') String text,
            @ForAll @IntRange(max = 4100) int padding) {
        String longText = "x".repeat(padding) + text.repeat(500);

        assertThat(visitor(event(longText))).containsEntry("visitor_id", longText);
    }

    private static UserEvent event(String text) {
        return done(PROJECT, UserContext.of(text, Map.of("country", text)), Map.of(text, text));
    }
}
