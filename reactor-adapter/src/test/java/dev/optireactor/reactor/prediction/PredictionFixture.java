package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.reactor.fixture.RecordingCache;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A prediction service in front of the sandbox, with numbered ids and a cache that tells what was done to it. */
final class PredictionFixture {

    static final String USER = Secrets.ANNA;

    final RecordingListener listener = new RecordingListener();
    final RecordingCache<CachedPrediction> cache = new RecordingCache<>();
    final PredictionService service;
    private final AtomicLong uuids = new AtomicLong();

    PredictionFixture(SandboxExtension edge) {
        this(edge, PredictionSettings.builder(), Schedulers.parallel());
    }

    PredictionFixture(SandboxExtension edge, PredictionSettings.Builder settings, Scheduler timer) {
        this.service = new PredictionService(
                settings.endpoint(edge.sandbox().predictionTemplate())
                        .cache(cache)
                        .build(),
                edge.transport(),
                timer,
                () -> new UUID(0, uuids.incrementAndGet()),
                listener);
    }

    static String uuid(long number) {
        return new UUID(0, number).toString();
    }

    static BanditPrediction need(String ruleId) {
        return need(ruleId, Map.of("attr", "US"));
    }

    static BanditPrediction need(String ruleId, Map<String, @Nullable Object> attributes) {
        return new BanditPrediction("flag of " + ruleId, ruleId, USER, attributes);
    }

    Mono<Prediction> resolve(BanditPrediction need, OptimizelyDecideOption... options) {
        return service.resolve(Set.of(need), DecideOptions.of(options))
                .flatMap(answers -> Mono.justOrEmpty(answers.get(need)));
    }

    Mono<Map<BanditPrediction, Prediction>> resolveAll(OptimizelyDecideOption option, BanditPrediction... needs) {
        return service.resolve(new LinkedHashSet<>(Arrays.asList(needs)), DecideOptions.of(option));
    }
}
