package dev.optireactor.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user as a value: equal, hashed, printed, and quick whatever the segments are called. */
class UserContextTest {

    @Test
    void usersAreEqualIfAllOfThemIs() {
        UserContext user = UserContext.of("u", Map.of("a", 1))
                .withQualifiedSegments(List.of("s"))
                .withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("v"));
        UserContext same = UserContext.of("u")
                .withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("v"))
                .withQualifiedSegments(List.of("s"))
                .withAttribute("a", 1);
        assertThat(user)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(user.withAttribute("a", 2))
                .isNotEqualTo(user.withQualifiedSegments(null))
                .isNotEqualTo(user.withoutForcedDecisions());
    }

    @Test
    void anAttributeThatContainsItselfCanBeHashed() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("self", endless);
        UserContext user = UserContext.of("u", Map.of("a", endless));
        OptimizelyDecision decision = OptimizelyDecision.notReady("f", user);
        assertThat(user).hasSameHashCodeAs(UserContext.of("u"));
        assertThat(decision).hasSameHashCodeAs(OptimizelyDecision.notReady("f", UserContext.of("u")));
    }

    @Test
    void qualifiedSegmentsKeepTheirOrderAndAreACopy() {
        List<String> segments = new ArrayList<>(List.of("b", "a"));
        UserContext user = UserContext.of("u").withQualifiedSegments(segments);
        segments.clear();
        assertThat(user.qualifiedSegments()).containsExactly("b", "a");
        assertThat(user.isQualifiedFor("a")).isTrue();
        assertThat(user.isQualifiedFor("c")).isFalse();
    }

    /** Some 100 ms; a table that looks at one slot after the other would take minutes. */
    @Test
    @Timeout(20)
    void segmentsWithEqualHashesTakeNoLongerThanOthers() {
        List<String> segments = withEqualHashes(17);
        UserContext user = UserContext.of("u").withQualifiedSegments(segments);
        assertThat(segments).hasSize(131_072).allMatch(user::isQualifiedFor);
    }

    /** All texts of this many syllables, each one of two that hash alike. */
    private static List<String> withEqualHashes(int syllables) {
        List<String> texts = List.of("");
        for (int i = 0; i < syllables; i++) {
            List<String> longer = new ArrayList<>();
            texts.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            texts = longer;
        }
        return texts;
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        UserContext user = UserContext.of("u");
        assertThatNullPointerException()
                .isThrownBy(() -> UserContext.of("u", null))
                .withMessage("attributes");
        assertThatNullPointerException()
                .isThrownBy(() -> user.withQualifiedSegments(Arrays.asList("a", null)))
                .withMessage("a qualified segment");
    }
}
