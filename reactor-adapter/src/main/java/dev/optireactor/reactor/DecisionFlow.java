package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.Need;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.prediction.PredictionService;
import dev.optireactor.reactor.profile.ProfileService;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Evaluates a request, fetches what the kernel lacks, all of it at once, and evaluates again until nothing is missing.
 * Each round answers every need it was told of, so the rounds come to an end.
 */
final class DecisionFlow {

    private final DecisionKernel kernel;
    private final PredictionService predictions;
    private final @Nullable ProfileService profiles;

    DecisionFlow(DecisionKernel kernel, PredictionService predictions, @Nullable ProfileService profiles) {
        this.kernel = kernel;
        this.predictions = predictions;
        this.profiles = profiles;
    }

    /** {@return the request with what is known before anything was asked} */
    DecisionRequest prepare(DecisionRequest request) {
        DecisionRequest asking = request.with(Predictions.none());
        return profiles == null ? asking : asking.with(ProfileLookup.notAsked());
    }

    Evaluation evaluate(Project project, DecisionRequest request) {
        return kernel.evaluate(project, request);
    }

    /** {@return the decisions, after the facts were fetched that the first evaluation lacked} */
    Mono<Settled> settle(Project project, DecisionRequest request, Pending pending) {
        return settle(new Round(project, request, Map.of()), pending);
    }

    private Mono<Settled> settle(Round round, Pending pending) {
        return resolve(round, pending.needs()).flatMap(this::evaluateAgain);
    }

    private Mono<Settled> evaluateAgain(Round round) {
        return kernel.evaluate(round.project(), round.request())
                .fold(decided -> Mono.just(new Settled(round.project(), decided)), pending -> settle(round, pending));
    }

    /** The kernel asks for the profile before anything else, so there is never a profile and a prediction to fetch. */
    private Mono<Round> resolve(Round round, Set<Need> needs) {
        Set<BanditPrediction> asked = new LinkedHashSet<>();
        for (Need need : needs) {
            if (need instanceof StoredProfile profile && profiles != null) {
                return profiles.lookup(profile.userId()).map(round::with);
            }
            if (need instanceof BanditPrediction prediction) {
                asked.add(prediction);
            }
        }
        return predictions.resolve(asked, round.request().options()).map(round::with);
    }

    private record Round(Project project, DecisionRequest request, Map<BanditPrediction, Prediction> known) {

        Round with(ProfileLookup lookup) {
            return new Round(project, request.with(lookup), known);
        }

        Round with(Map<BanditPrediction, Prediction> answers) {
            Map<BanditPrediction, Prediction> all = new HashMap<>(known);
            all.putAll(answers);
            return new Round(project, request.with(Predictions.of(all)), all);
        }
    }
}
