package dev.optireactor.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PredictionCacheKeyTest {

    @Test
    void beginsWithTheLengthOfTheUserId() {
        assertThat(PredictionCacheKey.of("user1", "10390977675")).isEqualTo("5-user1-10390977675");
        assertThat(PredictionCacheKey.of("", "1")).isEqualTo("0--1");
    }

    @Test
    void countsCodePoints() {
        assertThat(PredictionCacheKey.of("日🎉", "1")).isEqualTo("2-日🎉-1");
    }

    @Test
    void differsForIdsThatContainAHyphen() {
        assertThat(PredictionCacheKey.of("a-b", "c")).isNotEqualTo(PredictionCacheKey.of("a", "b-c"));
    }
}
