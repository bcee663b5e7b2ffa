package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.PURCHASE;
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

/** What is sent again and again is put into JSON once. */
class PayloadTemplateTest {

    private final PayloadTemplate template = template(PROJECT);

    private static PayloadTemplate template(Project project) {
        return new PayloadTemplate(new ClientIdentity("python-sdk", "5.5.0"), project.eventSettings());
    }

    private static Shown shown(UserContext user) {
        return new Shown(impression(PROJECT, user, "flag_ft"));
    }

    @Test
    void theDecisionOfARuleIsPreparedOnce() {
        ImpressionTemplate prepared = template.impression(shown(USER));

        assertThat(template.impression(shown(UserContext.of("another")))).isSameAs(prepared);
    }

    @Test
    void theDecisionOfAHoldoutIsPreparedOnce() {
        Project held = project(
                datafile -> datafile.put("holdouts", List.of(ReferenceProject.holdout("71", "everyone", 10000, null))));
        PayloadTemplate templateOfHeld = template(held);

        ImpressionTemplate prepared = templateOfHeld.impression(new Shown(impression(held, USER, "flag_ft")));

        assertThat(templateOfHeld.impression(new Shown(impression(held, UserContext.of("another"), "flag_ft"))))
                .isSameAs(prepared);
    }

    @Test
    void forcedDecisionsDoNotPushOutWhatIsShownToEverybody() {
        UserContext forced = USER.withForcedDecision(
                new OptimizelyDecisionContext("flag_ft"), new OptimizelyForcedDecision("variation_b"));
        ImpressionTemplate prepared = template.impression(shown(USER));

        for (int i = 0; i < 10_000; i++) {
            assertThat(template.impression(shown(forced))).isNotSameAs(prepared);
            assertThat(template.impression(shown(USER))).isSameAs(prepared);
        }
    }

    @Test
    void aConversionIsPreparedOnce() {
        assertThat(template.conversion(PURCHASE)).isSameAs(template.conversion(PURCHASE));
    }

    @Test
    void anAttributeIsPreparedOnce() {
        assertThat(template.attribute("7723280021", "age")).isSameAs(template.attribute("7723280021", "age"));
    }

    @Test
    void aNameOfAnyLengthIsNotKept() {
        String name = "$opt_" + "x".repeat(1_000);

        assertThat(template.attribute(name, name)).isNotSameAs(template.attribute(name, name));
    }

    @Test
    void isForOneRevisionOnly() {
        Project next = project(datafile -> datafile.put("revision", "43"));
        Project again = project(datafile -> {});

        assertThat(template.isFor(PROJECT.eventSettings())).isTrue();
        assertThat(template.isFor(next.eventSettings())).isFalse();
        assertThat(template.isFor(again.eventSettings())).isFalse();
    }
}
