package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import dev.optireactor.core.project.Project;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reasons of decisions on the reference project, for u1 without attributes unless a test says otherwise. */
final class ReasonsFixture {

    static final List<String> US_INTO_CTL = List.of(
            "Audiences for experiment \"exp1\" collectively evaluated to true.",
            "User with bucketingId \"u1\" is in variation \"ctl\" of experiment \"exp1\".");

    /** What follows for a u1 without attributes when exp1 did not decide. */
    static final List<String> ON_TO_DR2 = List.of(
            "Audiences for rule \"1\" collectively evaluated to null.",
            "User \"u1\" does not meet conditions for targeting rule \"1\".",
            "User \"u1\" meets conditions for targeting rule \"2\".",
            "User with bucketingId \"u1\" is in variation \"on2\" of experiment \"dr2\".",
            "User \"u1\" bucketed for targeting rule \"2\".",
            "The user \"u1\" was bucketed into a rollout for feature flag \"f\".");

    final Map<String, @Nullable Object> datafile = ReferenceProject.datafile();
    UserContext user = UserContext.of("u1");
    ProfileLookup profile = ProfileLookup.noService();
    Predictions predictions = Predictions.unsupported();
    DecisionSemantics semantics = DecisionSemantics.NOVEMBER_2026;

    List<String> reasons(String flag, OptimizelyDecideOption... options) {
        DecisionRequest request = DecisionRequest.decide(user, flag, DecideOptions.of(options));
        return reasons(request);
    }

    List<String> reasons(DecisionRequest request) {
        Evaluation evaluation = new DecisionKernel(semantics)
                .evaluate(
                        Project.compile(Json.bytes(datafile)),
                        request.with(profile).with(predictions));
        return ((Decided) evaluation).flags().get(0).decision().reasons();
    }

    /** Asserts all reasons, and that without the option there are none. */
    void assertInfos(String... expected) {
        assertThat(reasons("f", INCLUDE_REASONS)).containsExactly(expected);
        assertThat(reasons("f")).isEmpty();
    }

    void assertInfos(List<String> first, List<String> then) {
        assertInfos(Stream.concat(first.stream(), then.stream()).toArray(String[]::new));
    }

    /** Lets the user meet the audience of exp1. */
    void unitedStates() {
        user = user.withAttribute("country", "US");
    }
}
