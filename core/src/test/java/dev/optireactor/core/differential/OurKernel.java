package dev.optireactor.core.differential;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.generated.User;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** This SDK on one datafile. */
final class OurKernel {

    private final Project project;
    private final DecisionKernel kernel = new DecisionKernel(DecisionSemantics.NOVEMBER_2026);

    OurKernel(String datafile) {
        this.project = Project.compile(datafile.getBytes(StandardCharsets.UTF_8));
    }

    Answers decideAll(User user) {
        Decided decided = evaluate(user, DecisionRequest.decideAll(user.context(), DecideOptions.of(user.options())));
        Map<String, Answer> answers = new HashMap<>();
        decided.decisions().forEach(decision -> answers.put(decision.flagKey(), answer(decision)));
        UserProfile saved = decided.profileToSave();
        return new Answers(answers, saved == null ? null : new TreeMap<>(saved.variationIds()));
    }

    Answer decide(User user, String flagKey) {
        DecisionRequest request = DecisionRequest.decide(user.context(), flagKey, DecideOptions.of(user.options()));
        return answer(evaluate(user, request).decisions().get(0));
    }

    private Decided evaluate(User user, DecisionRequest request) {
        Map<String, String> profile = user.profile();
        return (Decided) kernel.evaluate(
                project,
                profile == null ? request : request.with(ProfileLookup.found(new UserProfile(user.id(), profile))));
    }

    private static Answer answer(OptimizelyDecision decision) {
        return Answer.of(
                decision.variationKey(),
                decision.enabled(),
                decision.ruleKey(),
                decision.variables().toMap());
    }
}
