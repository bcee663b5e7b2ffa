package dev.optireactor.core.decision;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.project.Flag;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides flags. Decisions are a function of project, request and semantics only: no clock, no randomness, no I/O.
 * Immutable, for any number of threads; never throws on user data.
 */
public final class DecisionKernel {

    private final DecisionSemantics semantics;

    /**
     * Creates a kernel of one generation of semantics.
     *
     * @param semantics which generation of the holdout rules decides
     */
    public DecisionKernel(DecisionSemantics semantics) {
        this.semantics = Objects.requireNonNull(semantics, "semantics");
    }

    /**
     * Decides the flags of a request, or tells what is missing for it. All that can be known to be missing is told at
     * once: a call with n bandit rules needs n predictions, not one after the other.
     *
     * @param project the project
     * @param request which flags, for whom, how, with which facts
     * @return the decisions, or the missing facts
     */
    public Evaluation evaluate(Project project, DecisionRequest request) {
        Objects.requireNonNull(project, "project");
        Call call = new Call(project, Objects.requireNonNull(request, "request"), semantics);
        List<FlagDecision> decisions = decide(call, request);
        Set<Need> needs = call.needs();
        if (needs != null) {
            return new Pending(needs);
        }
        return new Decided(decisions, call.sticky == null ? null : call.sticky.changes());
    }

    private static List<FlagDecision> decide(Call call, DecisionRequest request) {
        FlagEvaluation evaluation = new FlagEvaluation(call);
        String flagKey = request.flagKey();
        if (flagKey != null) {
            FlagDecision decision = one(evaluation, flagKey);
            return decision == null ? List.of() : List.of(decision);
        }
        List<String> flagKeys = request.flagKeys();
        return flagKeys == null ? all(evaluation, call.project.flags()) : several(evaluation, flagKeys);
    }

    private static List<FlagDecision> all(FlagEvaluation evaluation, List<Flag> flags) {
        // An array becomes an immutable list by one copy, a list by two.
        FlagDecision[] decisions = new FlagDecision[flags.size()];
        int decided = 0;
        for (int i = 0; i < decisions.length; i++) {
            FlagDecision decision = evaluation.evaluate(flags.get(i));
            if (decision != null) {
                decisions[decided++] = decision;
            }
        }
        return List.of(decided == decisions.length ? decisions : Arrays.copyOf(decisions, decided));
    }

    private static List<FlagDecision> several(FlagEvaluation evaluation, List<String> flagKeys) {
        List<FlagDecision> decisions = new ArrayList<>(flagKeys.size());
        for (String flagKey : flagKeys) {
            FlagDecision decision = one(evaluation, flagKey);
            if (decision != null) {
                decisions.add(decision);
            }
        }
        return decisions;
    }

    private static @Nullable FlagDecision one(FlagEvaluation evaluation, String key) {
        Flag flag = evaluation.call.project.flag(key);
        return flag == null
                ? FlagDecision.error(
                        OptimizelyDecision.error(key, evaluation.user(), List.of(Reasons.unknownFlag(key))))
                : evaluation.evaluate(flag);
    }
}
