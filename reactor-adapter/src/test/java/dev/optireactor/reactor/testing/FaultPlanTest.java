package dev.optireactor.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Fault BUSY = Fault.status(503);
    private static final Fault RESET = Fault.reset();

    @Test
    void choosesEveryNthRequest() {
        assertThat(chosen(FaultPlan.everyNth(3, BUSY), 7))
                .containsExactly(Fault.none(), Fault.none(), BUSY, Fault.none(), Fault.none(), BUSY, Fault.none());
    }

    @Test
    void choosesAboutAsManyAsTheProbabilitySays() {
        List<Fault> faults = chosen(FaultPlan.randomly(0.2, 42, BUSY), 10_000);
        assertThat(faults.stream().filter(BUSY::equals).count()).isBetween(1900L, 2100L);
    }

    @Test
    void choosesTheSameAgainWithTheSameSeedOnly() {
        List<Fault> faults = chosen(FaultPlan.randomly(0.5, 42, BUSY), 100);
        assertThat(chosen(FaultPlan.randomly(0.5, 42, BUSY), 100)).isEqualTo(faults);
        assertThat(chosen(FaultPlan.randomly(0.5, 43, BUSY), 100)).isNotEqualTo(faults);
    }

    @Test
    void asksTheOtherPlanWhereTheFirstHasNoFault() {
        FaultPlan both = FaultPlan.everyNth(2, BUSY).otherwise(FaultPlan.always(RESET));
        assertThat(chosen(both, 4)).containsExactly(RESET, BUSY, RESET, BUSY);
    }

    @Test
    void takesScriptedFaultsFirstAndThenThePlan() {
        EndpointState state = new EndpointState();
        state.plan(FaultPlan.always(RESET));
        state.script(BUSY);
        state.script(Fault.none());
        assertThat(chosen(state::faultFor, 3)).containsExactly(BUSY, Fault.none(), RESET);
        state.script(BUSY);
        state.heal();
        assertThat(chosen(state::faultFor, 1)).containsExactly(Fault.none());
    }

    @Test
    void saysWhatIsWrongWithAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.status(100))
                .withMessage("status must be from 200 to 599, was 100");
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.latency(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.gzipBomb(0));
        assertThat(Fault.reset().after(Duration.ofSeconds(1))).hasToString("reset after 1000ms");
    }

    private static List<Fault> chosen(FaultPlan plan, int requests) {
        return LongStream.rangeClosed(1, requests)
                .mapToObj(number -> plan.next(new SandboxRequest(
                        Endpoint.EVENTS, number, "POST", "/v1/events", EmptyHttpHeaders.INSTANCE, new byte[0])))
                .toList();
    }
}
