package dev.optireactor.core;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.DatafileParser;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One datafile, ready to decide: for programs that have a datafile and want decisions, without Reactor, threads or
 * network. Immutable, for any number of threads; nothing here waits.
 * <p>
 * Nothing is sent, and nothing sticky is stored. A contextual bandit cannot be asked here: its rule is passed over with
 * the reason {@code CMAB is not supported in sync mode.}, as in the official JavaScript and Swift SDKs.
 *
 * <pre>{@code
 * Optimizely optimizely = Optimizely.compile(datafile);
 * UserContext user = UserContext.of("user-1", Map.of("country", "US"));
 * OptimizelyDecision decision = optimizely.decide(user, "checkout");
 * }</pre>
 */
public final class Optimizely {

    private final Project project;
    private final DecisionKernel kernel;

    private Optimizely(Project project, DecisionKernel kernel) {
        this.project = project;
        this.kernel = kernel;
    }

    /**
     * Compiles a datafile under the default limits, with the newest semantics.
     *
     * @param datafile its bytes in UTF-8, version 2, 3 or 4; never modified afterwards
     * @return the compiled datafile
     * @throws dev.optireactor.core.datafile.InvalidDatafileException if it is refused
     */
    public static Optimizely compile(byte[] datafile) {
        return compile(datafile, DatafileLimits.defaults(), DecisionSemantics.NOVEMBER_2026);
    }

    /**
     * Compiles a datafile.
     *
     * @param datafile its bytes in UTF-8, version 2, 3 or 4; never modified afterwards
     * @param limits beyond these it is refused
     * @param semantics which generation of the holdout rules decides
     * @return the compiled datafile
     * @throws dev.optireactor.core.datafile.InvalidDatafileException if it is refused
     */
    public static Optimizely compile(byte[] datafile, DatafileLimits limits, DecisionSemantics semantics) {
        return new Optimizely(
                Project.compile(Objects.requireNonNull(datafile, "datafile"), new DatafileParser(limits)),
                new DecisionKernel(semantics));
    }

    /**
     * Decides one flag.
     *
     * @param user for whom
     * @param flagKey the flag's key; an unknown one gives a decision without variation and a reason
     * @param options how; {@code ENABLED_FLAGS_ONLY} has no effect
     * @return the decision
     */
    public OptimizelyDecision decide(UserContext user, String flagKey, OptimizelyDecideOption... options) {
        Evaluation evaluation = evaluate(DecisionRequest.decide(user, flagKey, DecideOptions.of(options)));
        return ((Decided) evaluation).flags().get(0).decision();
    }

    /**
     * Decides several flags.
     *
     * @param user for whom
     * @param flagKeys the flags' keys; one that is given twice is decided once
     * @param options how
     * @return the decisions in the order of the keys
     */
    public List<OptimizelyDecision> decideForKeys(
            UserContext user, Collection<String> flagKeys, OptimizelyDecideOption... options) {
        return decisions(DecisionRequest.decideForKeys(user, flagKeys, DecideOptions.of(options)));
    }

    /**
     * Decides all flags.
     *
     * @param user for whom
     * @param options how
     * @return the decisions in datafile order
     */
    public List<OptimizelyDecision> decideAll(UserContext user, OptimizelyDecideOption... options) {
        return decisions(DecisionRequest.decideAll(user, DecideOptions.of(options)));
    }

    private List<OptimizelyDecision> decisions(DecisionRequest request) {
        return ((Decided) evaluate(request)).decisions();
    }

    /**
     * Evaluates a request with the facts that it carries: for programs that keep profiles or ask for predictions
     * themselves.
     *
     * @param request which flags, for whom, how, with which facts
     * @return the decisions, or the facts that are missing
     */
    public Evaluation evaluate(DecisionRequest request) {
        return kernel.evaluate(project, request);
    }

    /** {@return the summary of the datafile, made at the first call} */
    public OptimizelyConfig optimizelyConfig() {
        return project.optimizelyConfig();
    }

    /** {@return the compiled project} */
    public Project project() {
        return project;
    }
}
