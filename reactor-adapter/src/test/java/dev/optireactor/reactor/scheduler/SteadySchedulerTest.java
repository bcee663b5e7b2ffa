package dev.optireactor.reactor.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LosingTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class SteadySchedulerTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final BalkingTimer program = new BalkingTimer(time);
    private final VirtualTimeScheduler substitute = VirtualTimeScheduler.create();
    private final List<Throwable> refusals = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final Scheduler steady = steady(program);

    private Scheduler steady(Scheduler foreign) {
        return new SteadyScheduler(foreign, substitute, refusals::add);
    }

    private Runnable task(String name) {
        return () -> ran.add(name);
    }

    /** Schedules a task in each way there is. */
    private void scheduleFour() {
        Scheduler.Worker worker = steady.createWorker();
        steady.schedule(task("now"));
        steady.schedule(task("later"), 1, TimeUnit.SECONDS);
        worker.schedule(task("worker now"));
        worker.schedule(task("worker later"), 2, TimeUnit.SECONDS);
    }

    private void expectFour(VirtualTimeScheduler runner, VirtualTimeScheduler other) {
        other.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("now", "worker now");
        runner.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("now", "worker now", "later", "worker later");
    }

    @Test
    void whatTheProgramsSchedulerTakesItRuns() {
        scheduleFour();
        expectFour(time, substitute);
        assertThat(refusals).isEmpty();
    }

    @Test
    void whatItRefusesTheSubstituteRuns() {
        program.refuseEverything();
        scheduleFour();
        expectFour(substitute, time);
        assertThat(refusals).hasSize(4).hasOnlyElementsOfType(IllegalStateException.class);
    }

    @Test
    void aWorkerThatItDoesNotMakeIsTheSubstitutes() {
        Scheduler.Worker worker = steady(new Foreign() {
                    @Override
                    public Worker createWorker() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                })
                .createWorker();
        worker.schedule(task("task"));
        substitute.advanceTime();
        assertThat(ran).containsExactly("task");
        assertThat(refusals).hasOnlyElementsOfType(OutOfMemoryError.class);
    }

    @Test
    void onceDisposedOfItRejectsEverything() {
        LosingTimer gone = new LosingTimer();
        Scheduler.Worker worker = steady(gone).createWorker();
        gone.dispose();
        assertThat(steady(gone).isDisposed()).isTrue();
        assertThatThrownBy(() -> steady(gone).schedule(task("task"))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> worker.schedule(task("task"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(refusals).isEmpty();
    }

    @Test
    void onceDisposedOfItRejectsWhateverItThrows() {
        IllegalStateException own = new IllegalStateException("gone");
        assertThatThrownBy(() -> steady(new Foreign() {
                            @Override
                            public boolean isDisposed() {
                                return true;
                            }

                            @Override
                            public Disposable schedule(Runnable task) {
                                throw own;
                            }
                        })
                        .schedule(task("task")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCause(own);
        substitute.advanceTime();
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatIsRefusedAndRunAllTheSameRunsOnce() {
        List<Runnable> taken = new ArrayList<>();
        steady(new Foreign() {
                    @Override
                    public Disposable schedule(Runnable task) {
                        taken.add(task);
                        throw new IllegalStateException("not now");
                    }
                })
                .schedule(task("task"));
        taken.get(0).run();
        substitute.advanceTime();
        assertThat(ran).containsExactly("task");
    }

    @Test
    void aTaskThatIsRunAndThenRefusedIsNotRunAgainAndTheCallerNeedNotKnow() {
        IllegalStateException own = new IllegalStateException("after it began");
        Disposable task = steady(new Foreign() {
                    @Override
                    public Disposable schedule(Runnable task) {
                        task.run();
                        throw own;
                    }
                })
                .schedule(task("task"));
        substitute.advanceTime();
        assertThat(task.isDisposed()).isTrue();
        assertThat(ran).containsExactly("task");
        assertThat(refusals).containsExactly(own);
    }

    @Test
    void aTaskThatFailsWhereItIsScheduledIsNotRunAgain() {
        IllegalStateException own = new IllegalStateException("the task's");
        assertThatThrownBy(() -> steady(Schedulers.immediate()).schedule(() -> {
                    ran.add("task");
                    throw own;
                }))
                .isSameAs(own);
        substitute.advanceTime();
        assertThat(ran).containsExactly("task");
        assertThat(refusals).isEmpty();
    }

    @Test
    void aTaskThatIsDisposedOfDoesNotRun() {
        Disposable task = steady.schedule(task("task"), 1, TimeUnit.SECONDS);
        assertThat(task.isDisposed()).isFalse();
        task.dispose();
        assertThat(task.isDisposed()).isTrue();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatIsDisposedOfDoesNotRunThoughTheSchedulerFailsToForgetIt() {
        List<Runnable> taken = new ArrayList<>();
        steady(new Foreign() {
                    @Override
                    public Disposable schedule(Runnable task) {
                        taken.add(task);
                        return () -> {
                            throw new IllegalStateException("too late");
                        };
                    }
                })
                .schedule(task("task"))
                .dispose();
        taken.get(0).run();
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatIsDisposedOfWhileItIsTakenOnIsForgotten() {
        GuardedTask task = new GuardedTask(task("task"));
        Disposable handle = Disposables.single();
        task.dispose();
        task.keep(handle);
        assertThat(handle.isDisposed()).isTrue();
    }

    @Test
    void aWorkerThatIsDisposedOfForgetsItsTasksAndRefusesMore() {
        Scheduler.Worker worker = steady.createWorker();
        worker.schedule(task("here"), 1, TimeUnit.SECONDS);
        program.refuseNextDelay();
        worker.schedule(task("there"), 1, TimeUnit.SECONDS);
        worker.dispose();
        assertThat(worker.isDisposed()).isTrue();
        assertThatThrownBy(() -> worker.schedule(task("late"))).isInstanceOf(RejectedExecutionException.class);
        time.advanceTimeBy(Duration.ofSeconds(1));
        substitute.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
        assertThat(refusals).hasSize(1);
    }

    @Test
    void itTellsTheProgramsTime() {
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(steady.now(TimeUnit.SECONDS)).isEqualTo(60);
    }

    /** A scheduler that is useless but for what a test makes of it. */
    private abstract static class Foreign implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException();
        }
    }
}
