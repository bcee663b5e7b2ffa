package dev.optireactor.core.conformance;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.Need;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays the shell around the kernel: gets what a decision needs, and carries away what comes of it. */
final class ScriptedClient {

    /** The holdout vectors are answers of this generation; in all others the generations do not differ. */
    private static final DecisionKernel KERNEL = new DecisionKernel(DecisionSemantics.JULY_2026);

    private final Project project;
    private final ClientSetup setup;
    private final ScriptedPredictions predictions = new ScriptedPredictions();

    ScriptedClient(Project project, Map<String, @Nullable Object> client) {
        this.project = project;
        this.setup = ClientSetup.read(client, project);
    }

    /** {@return what one call causes, by the names that expectations have for it} */
    Map<String, @Nullable Object> perform(Step step) {
        if (step.operation() == Step.Operation.TRACK) {
            Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
            outcome.put("events", SentEvents.conversion(project, step));
            return outcome;
        }
        DecideOptions options =
                setup.defaultOptions().plus(step.options().toSet().toArray(new OptimizelyDecideOption[0]));
        Decided decided = decide(request(step, options), step, options);
        if (decided.profileToSave() != null && setup.profiles() != null) {
            setup.profiles().save(decided.profileToSave());
        }
        return outcome(step, decided);
    }

    private DecisionRequest request(Step step, DecideOptions options) {
        UserContext user = step.user();
        DecisionRequest request = switch (step.operation()) {
            case DECIDE -> DecisionRequest.decide(user, step.keys().get(0), options);
            case DECIDE_FOR_KEYS -> DecisionRequest.decideForKeys(user, step.keys(), options);
            default -> DecisionRequest.decideAll(user, options);
        };
        return request.with(setup.profiles() == null ? ProfileLookup.noService() : ProfileLookup.notAsked())
                .with(Predictions.none())
                .withForcedVariations(setup.forcedVariations().of(user.userId()));
    }

    /**
     * Answers one need at a time, as the recorded SDKs meet one rule after the other: only then do the numbers of
     * prediction requests, and what the cache options do to earlier answers, come out as theirs.
     */
    private Decided decide(DecisionRequest request, Step step, DecideOptions options) {
        Map<BanditPrediction, Prediction> answers = new HashMap<>();
        DecisionRequest known = request;
        Evaluation evaluation = KERNEL.evaluate(project, known);
        while (evaluation instanceof Pending pending) {
            Need need = pending.needs().iterator().next();
            if (need instanceof BanditPrediction prediction) {
                if (answers.put(prediction, predictions.answer(prediction, options, step.predictions())) != null) {
                    throw new IllegalStateException("asked again for " + prediction);
                }
                known = known.with(Predictions.of(answers));
            } else {
                known = known.with(lookup(step.user().userId()));
            }
            evaluation = KERNEL.evaluate(project, known);
        }
        return (Decided) evaluation;
    }

    private ProfileLookup lookup(String userId) {
        return setup.profiles() == null
                ? ProfileLookup.noService()
                : setup.profiles().lookup(userId);
    }

    private Map<String, @Nullable Object> outcome(Step step, Decided decided) {
        Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
        if (step.operation() == Step.Operation.DECIDE) {
            outcome.put("decision", shown(decided.flags().get(0).decision()));
        } else {
            Map<String, @Nullable Object> decisions = new LinkedHashMap<>();
            decided.decisions().forEach(decision -> decisions.put(decision.flagKey(), shown(decision)));
            outcome.put("decisions", decisions);
        }
        outcome.put("events", SentEvents.impressions(project, step.user(), decided.flags()));
        outcome.put(
                "savedProfiles",
                setup.profiles() == null ? List.of() : setup.profiles().takeSaved());
        outcome.put("predictionRequests", predictions.takeRequests());
        return outcome;
    }

    static Map<String, @Nullable Object> shown(OptimizelyDecision decision) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("variationKey", decision.variationKey());
        shown.put("enabled", decision.enabled());
        shown.put("ruleKey", decision.ruleKey());
        shown.put("flagKey", decision.flagKey());
        shown.put("variables", decision.variables().toMap());
        return shown;
    }
}
