package dev.optireactor.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The ids of events, which the services take for the same event when they are equal. */
class UuidSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RepeatedTest(5)
    void makesDistinctIdsOfVersion4() {
        UuidSource source = UuidSource.create();
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100_000; i++) {
            UUID id = source.get();
            assertThat(ids.add(id)).isTrue();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
        }
        assertThat(ids.iterator().next().toString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void makesDistinctIdsForManyThreads() {
        UuidSource source = UuidSource.create();
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        Flux.range(0, 8)
                .flatMap(thread -> Mono.fromRunnable(() -> {
                            for (int i = 0; i < 20_000; i++) {
                                ids.add(source.get());
                            }
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .blockLast(PATIENCE);
        assertThat(ids).hasSize(160_000);
    }

    @Test
    void twoSourcesMakeDistinctIdsAlsoOnAThreadThatMustNotWait() {
        Mono<UuidSource> source = Mono.fromSupplier(UuidSource::create);
        Flux<UuidSource> sources = Flux.merge(
                source, source, source.subscribeOn(Schedulers.parallel()), source.subscribeOn(Schedulers.parallel()));
        Set<UUID> ids = Objects.requireNonNull(sources.flatMapIterable(each -> List.of(each.get(), each.get()))
                .collect(Collectors.toSet())
                .block(PATIENCE));
        assertThat(ids).hasSize(8);
    }
}
