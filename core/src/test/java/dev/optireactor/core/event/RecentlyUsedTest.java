package dev.optireactor.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentlyUsedTest {

    private final List<Integer> made = new ArrayList<>();
    private final RecentlyUsed<Integer, String> texts = new RecentlyUsed<>(3);

    private String text(int key) {
        return texts.get(key, unknown -> {
            made.add(unknown);
            return "text " + unknown;
        });
    }

    @Test
    void makesWhatItDoesNotKnow() {
        assertThat(text(1)).isEqualTo("text 1");
        assertThat(text(2)).isEqualTo("text 2");
        assertThat(text(1)).isEqualTo("text 1");
        assertThat(made).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void keepsWhatWasUsedBeforeAsManyOthersAsItIsTold(int earlierOnes) {
        IntStream.range(10, 10 + earlierOnes).forEach(this::text);
        text(1);
        IntStream.range(20, 23).forEach(this::text);
        made.clear();

        text(1);

        assertThat(made).isEmpty();
    }

    @Test
    void keepsWhatIsUsedAmongWhatIsNot() {
        for (int other = 10; other < 100; other++) {
            text(1);
            text(other);
        }

        assertThat(made).containsOnlyOnce(1);
    }

    @Test
    void forgetsWhatIsNotUsed() {
        text(1);
        IntStream.range(10, 16).forEach(this::text);
        made.clear();

        text(1);

        assertThat(made).containsExactly(1);
    }
}
