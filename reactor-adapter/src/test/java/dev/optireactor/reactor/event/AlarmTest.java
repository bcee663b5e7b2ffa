package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

class AlarmTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Disposable> handles = new ArrayList<>();
    private boolean refuses;
    private int rings;
    private final Alarm alarm = new Alarm(new Recorder(), () -> rings++);

    /** Keeps what it is given. */
    private final class Recorder implements Scheduler.Worker {

        @Override
        public Disposable schedule(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            if (refuses) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
            waits.add(unit.toNanos(delay));
            handles.add(Disposables.single());
            return handles.get(handles.size() - 1);
        }

        @Override
        public void dispose() {}
    }

    @Test
    void ringsOnceForAllWhoCanWaitThatLong() {
        alarm.ringWithin(100, 0);
        alarm.ringWithin(100, 0);
        alarm.ringWithin(50, 50);
        alarm.ringWithin(Alarm.NEVER, 50);
        assertThat(waits).containsExactly(100L);
        tasks.get(0).run();
        assertThat(rings).isEqualTo(1);
        assertThat(alarm.ringsWithin(100, 50)).isFalse();
    }

    @Test
    void isSetAnewForWhoeverCannotWaitThatLong() {
        alarm.ringWithin(100, 0);
        alarm.ringWithin(10, 50);
        assertThat(waits).containsExactly(100L, 10L);
        assertThat(handles.get(0).isDisposed()).isTrue();
        assertThat(handles.get(1).isDisposed()).isFalse();
    }

    @Test
    void aWaitThatIsOverRingsAtOnce() {
        alarm.ringWithin(-5, 0);
        assertThat(waits).containsExactly(0L);
    }

    @Test
    void anAlarmThatIsOverdueIsSetAnew() {
        alarm.ringWithin(100, 0);
        alarm.ringWithin(10, 101);
        assertThat(waits).containsExactly(100L, 10L);
    }

    @Test
    void anAlarmThatIsForgottenIsSetAnew() {
        alarm.ringWithin(100, 0);
        alarm.forget();
        assertThat(handles.get(0).isDisposed()).isTrue();
        alarm.ringWithin(100, 0);
        assertThat(waits).containsExactly(100L, 100L);
    }

    @Test
    void noTaskIsLeftBehindByOneThatWasPastDisposingOf() {
        alarm.ringWithin(100, 0);
        alarm.ringWithin(10, 0);
        tasks.get(0).run();
        alarm.ringWithin(10, 0);
        assertThat(handles.get(1).isDisposed()).isTrue();
        assertThat(handles.get(2).isDisposed()).isFalse();
    }

    @Test
    void anAlarmThatWasRefusedIsSetAnewOnceForgotten() {
        refuses = true;
        assertThatThrownBy(() -> alarm.ringWithin(100, 0)).isInstanceOf(RejectedExecutionException.class);
        refuses = false;
        alarm.forget();
        alarm.ringWithin(100, 0);
        assertThat(waits).containsExactly(100L);
    }
}
