package dev.optireactor.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one call adds to a user's profile. */
class StickyVariationsTest {

    private static StickyVariations after(ProfileLookup lookup) {
        DecisionRequest request = DecisionRequest.decideAll(UserContext.of("u"), DecideOptions.none());
        return Objects.requireNonNull(StickyVariations.of(request.with(lookup)));
    }

    private static Map<String, @Nullable String> saved(StickyVariations sticky) {
        return Objects.requireNonNull(sticky.changes()).variationIds();
    }

    @Test
    void whatIsAddedJoinsWhatWasStored() {
        StickyVariations sticky = after(ProfileLookup.found(new UserProfile("u", Map.of("1", "a", "2", "b"))));
        sticky.remember("2", "c");
        sticky.remember("3", "d");
        assertThat(sticky.variationId("1")).isEqualTo("a");
        assertThat(sticky.variationId("2")).isEqualTo("c");
        assertThat(sticky.variationId("3")).isEqualTo("d");
        assertThat(saved(sticky)).isEqualTo(Map.of("1", "a", "2", "c", "3", "d"));
    }

    @Test
    void whatIsStoredAlreadyIsNoChange() {
        StickyVariations sticky = after(ProfileLookup.found(new UserProfile("u", Map.of("1", "a"))));
        sticky.remember("1", "a");
        assertThat(sticky.changes()).isNull();
    }

    @Test
    void nothingIsToBeSavedAfterAFailedLookup() {
        StickyVariations sticky = after(ProfileLookup.failed("connection reset"));
        sticky.remember("1", "a");
        assertThat(sticky.variationId("1")).isEqualTo("a");
        assertThat(sticky.changes()).isNull();
    }

    /** Some 20 ms; a copy of the profile for each addition would take minutes. */
    @Test
    @Timeout(20)
    void theFirstVisitToAHugeProjectTakesLinearTime() {
        StickyVariations sticky = after(ProfileLookup.nothing());
        int rules = 100_000;
        for (int i = 0; i < rules; i++) {
            sticky.remember("rule" + i, "variation");
        }
        assertThat(saved(sticky)).hasSize(rules);
    }
}
