package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.impression;
import static dev.optireactor.core.event.EventFixture.project;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.EventContent.Shown;
import dev.optireactor.core.fixture.ReferenceProject;
import dev.optireactor.core.project.Project;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.SerializableString;

/** What is shown again and again is put into JSON once. */
class PreparedDecisionsTest {

    private final PreparedDecisions decisions = new PreparedDecisions();

    private static Shown shown(UserContext user) {
        return new Shown(impression(PROJECT, user, "flag_ft"));
    }

    @Test
    void theDecisionOfARuleIsPreparedOnce() {
        decisions.of(PROJECT.eventSettings());

        SerializableString prepared = decisions.prepared(shown(USER));

        assertThat(decisions.prepared(shown(UserContext.of("another")))).isSameAs(prepared);
        assertThat(prepared.getValue()).contains("\"flag_key\":\"flag_ft\"");
    }

    @Test
    void theDecisionOfAHoldoutIsPreparedOnce() {
        Project held = project(
                datafile -> datafile.put("holdouts", List.of(ReferenceProject.holdout("71", "everyone", 10000, null))));
        decisions.of(held.eventSettings());

        SerializableString prepared = decisions.prepared(new Shown(impression(held, USER, "flag_ft")));

        assertThat(decisions.prepared(new Shown(impression(held, USER, "flag_ft"))))
                .isSameAs(prepared);
        assertThat(prepared.getValue()).contains("\"rule_type\":\"holdout\"");
    }

    @Test
    void forcedDecisionsDoNotPushOutWhatIsShownToEverybody() {
        UserContext forced = USER.withForcedDecision(
                new OptimizelyDecisionContext("flag_ft"), new OptimizelyForcedDecision("variation_b"));
        decisions.of(PROJECT.eventSettings());
        SerializableString prepared = decisions.prepared(shown(USER));

        for (int i = 0; i < 10_000; i++) {
            assertThat(decisions.prepared(shown(forced))).isNotSameAs(prepared);
            assertThat(decisions.prepared(shown(USER))).isSameAs(prepared);
        }
    }

    @Test
    void anEarlierRevisionIsForgotten() {
        Project next = project(datafile -> datafile.put("revision", "43"));
        decisions.of(PROJECT.eventSettings());
        SerializableString prepared = decisions.prepared(shown(USER));
        decisions.of(next.eventSettings());
        decisions.of(PROJECT.eventSettings());

        assertThat(decisions.prepared(shown(USER))).isNotSameAs(prepared);
    }
}
