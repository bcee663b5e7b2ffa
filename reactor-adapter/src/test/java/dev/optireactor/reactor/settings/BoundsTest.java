package dev.optireactor.reactor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void takesWhatIsWithin() {
        assertThat(Bounds.within("wait", SECOND, SECOND, MINUTE)).isEqualTo(SECOND);
        assertThat(Bounds.within("wait", MINUTE, SECOND, MINUTE)).isEqualTo(MINUTE);
        assertThat(Bounds.within("size", 3, 1, 3)).isEqualTo(3);
        assertThat(Bounds.within("size", 1L << 40, 1, 1L << 40)).isEqualTo(1L << 40);
    }

    @Test
    void namesTheSettingItsBoundsAndWhatWasGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.within("wait", Duration.ZERO, SECOND, MINUTE))
                .withMessage("wait must be from 1000ms to 60000ms, was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.within("size", 4, 1, 3))
                .withMessage("size must be from 1 to 3, was 4");
    }

    @Test
    void refusesTimeThatDoesNotPass() {
        assertThat(Bounds.positive("wait", Duration.ofMillis(1), SECOND)).hasMillis(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.positive("wait", Duration.ofNanos(1), SECOND))
                .withMessage("wait must be from 1ms to 1000ms, was 0ms");
    }

    @Test
    void namesBothSettingsThatContradictEachOther() {
        assertThatCode(() -> Bounds.notAbove("part", 3, "whole", 3)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.notAbove("part", 4, "whole", 3))
                .withMessage("part (4) must not be above whole (3)");
    }

    @Test
    void refusesDurationsWithoutANumberOfMilliseconds() {
        for (Duration endless :
                new Duration[] {Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bounds.within("wait", endless, SECOND, MINUTE))
                    .withMessageEndingWith("was " + endless);
        }
    }

    @Test
    void knowsAddressesThatCanBeAsked() {
        assertThat(Bounds.isHttp(URI.create("HTTPS://example.com/a"))).isTrue();
        assertThat(Bounds.isHttp(URI.create("http://localhost:80"))).isTrue();
        for (String wrong : new String[] {"ftp://example.com", "https:///path", "example.com", "/path"}) {
            assertThat(Bounds.isHttp(URI.create(wrong))).as(wrong).isFalse();
        }
    }
}
