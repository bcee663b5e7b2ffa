package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static dev.optireactor.core.decision.ReasonsFixture.US_INTO_CTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reasons that the profile of a user leads to. */
class ProfileReasonsTest {

    private final ReasonsFixture fixture = new ReasonsFixture();

    @Test
    void ofAStoredVariation() {
        fixture.profile = ProfileLookup.found(new UserProfile("u1", Map.of("301", "401")));
        fixture.assertInfos(
                "Returning previously activated variation \"ctl\" of experiment \"exp1\" for user \"u1\" from user"
                        + " profile.");
    }

    @Test
    void ofAStoredVariationThatIsUnknown() {
        fixture.unitedStates();
        fixture.profile = ProfileLookup.found(new UserProfile("u1", Map.of("301", "999")));
        fixture.assertInfos(
                List.of(
                        "User \"u1\" was previously bucketed into variation with ID \"999\" for experiment \"exp1\", but no"
                                + " matching variation was found for that user. We will re-bucket the user."),
                US_INTO_CTL);
    }

    @Test
    void ofAProfileWithoutTheExperiment() {
        fixture.unitedStates();
        fixture.profile = ProfileLookup.found(UserProfile.empty("u1"));
        fixture.assertInfos(
                List.of(
                        "No previously activated variation of experiment \"exp1\" for user \"u1\" found in user profile."),
                US_INTO_CTL);
    }

    @Test
    void ofProblemsWithTheProfile() {
        fixture.unitedStates();
        Map<ProfileLookup, String> problems = Map.of(
                ProfileLookup.nothing(), "We were unable to get a user profile map from the UserProfileService.",
                ProfileLookup.invalid(), "The UserProfileService returned an invalid map.",
                ProfileLookup.failed("no connection"), "no connection");
        problems.forEach((lookup, problem) -> {
            fixture.profile = lookup;
            fixture.assertInfos(
                    List.of(
                            problem,
                            "No previously activated variation of experiment \"exp1\" for user \"u1\" found in user"
                                    + " profile."),
                    US_INTO_CTL);
        });
    }

    @Test
    void ofProblemsWithTheProfileAreToldForEveryFlagAfterItsForcedDecision() {
        fixture.profile = ProfileLookup.nothing();
        fixture.user = fixture.user.withForcedDecision(
                new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("zzz"));
        String problem = "We were unable to get a user profile map from the UserProfileService.";
        assertThat(fixture.reasons("f", INCLUDE_REASONS).subList(0, 2))
                .containsExactly(
                        "Invalid variation is mapped to flag (f) and user (u1) in the forced decision map.", problem);
        assertThat(fixture.reasons("g", INCLUDE_REASONS)).startsWith(problem);
        assertThat(fixture.reasons("h", INCLUDE_REASONS)).startsWith(problem);
    }
}
