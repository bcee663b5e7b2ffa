package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.LosingTimer;
import dev.optireactor.reactor.testing.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class TurnsTest {

    private static final int THREADS = 6;

    private final Scheduler timer = Schedulers.newSingle("turns-worker");
    private final List<String> threads = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> pieces = Collections.synchronizedList(new ArrayList<>());

    /** Keeps a record of its turns. */
    private class Recorder implements Turns.Work {

        private final IntPredicate turn;
        private boolean halted;

        Recorder(IntPredicate turn) {
            this.turn = turn;
        }

        @Override
        public boolean turn(int most) {
            threads.add(Thread.currentThread().getName());
            pieces.add(most);
            return turn.test(threads.size());
        }

        @Override
        public void halt() {
            halted = true;
        }
    }

    @AfterEach
    void stop() {
        timer.dispose();
    }

    private Turns turns(IntPredicate work) {
        return new Turns(timer, timer.createWorker(), new Recorder(work));
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    private void await(int turns) {
        Waiting.until(() -> threads.size() >= turns);
    }

    @Test
    void oneWhoWakesLeavesTheTurnToTheWorker() {
        turns(turn -> false).wake();
        await(1);
        assertThat(threads).hasSize(1).doesNotContain(here());
    }

    @Test
    void aVisitorTakesTheTurn() {
        turns(turn -> false).visit();
        assertThat(threads).containsExactly(here());
    }

    @Test
    void aVisitorTakesTheTurnThatTheWorkerHasNotBegun() {
        Scheduler busy = new LosingTimer();
        Turns turns = new Turns(busy, busy.createWorker(), new Recorder(turn -> false));
        turns.wake();
        assertThat(threads).isEmpty();
        turns.visit();
        assertThat(threads).containsExactly(here());
    }

    @Test
    void aVisitFromWithinATurnIsAnsweredAfterIt() {
        Turns[] turns = new Turns[1];
        int[] depth = new int[1];
        turns[0] = turns(turn -> {
            assertThat(depth[0]++).isZero();
            if (turn < 3) {
                turns[0].visit();
                turns[0].wake();
            }
            depth[0]--;
            return false;
        });
        turns[0].visit();
        assertThat(threads).containsExactly(here(), here(), here());
    }

    @Test
    void aVisitorIsAskedForAFewTurnsAndPiecesOnly() {
        Turns[] turns = new Turns[1];
        turns[0] = turns(turn -> {
            if (turn < 100) {
                turns[0].wake();
            }
            return false;
        });
        turns[0].visit();
        await(100);
        assertThat(threads).hasSize(100).filteredOn(here()::equals).hasSize(4);
        assertThat(pieces.subList(0, 4)).containsOnly(4);
        assertThat(pieces.subList(4, 100)).containsOnly(64);
    }

    @Test
    void aVisitorLeavesWhatHasNoEndToTheWorker() {
        turns(turn -> turn < 10).visit();
        await(10);
        assertThat(threads).hasSize(10).filteredOn(here()::equals).hasSize(1);
    }

    @Test
    void aVisitorThatCannotLeaveTheRestToTheWorkerHalts() {
        Recorder work = new Recorder(turn -> true);
        Turns turns = new Turns(timer, timer.createWorker(), work);
        timer.dispose();
        turns.visit();
        assertThat(work.halted).isTrue();
        turns.visit();
        turns.wake();
        assertThat(threads).hasSize(1);
    }

    @Test
    void aTurnThatTheWorkerHasLostIsTakenByOneThatIsScheduledAnew() {
        List<Runnable> runs = new ArrayList<>();
        Scheduler forgetful = new LosingTimer() {
            @Override
            public Disposable schedule(Runnable task) {
                runs.add(task);
                return super.schedule(task);
            }
        };
        Turns turns = new Turns(forgetful, forgetful.createWorker(), new Recorder(turn -> false));
        turns.wake();
        turns.wakeAnew();
        assertThat(runs).hasSize(2);
        runs.get(1).run();
        assertThat(threads).hasSize(1);
        runs.get(0).run();
        assertThat(threads).hasSize(1);
    }

    @Test
    void oneWhoWakesAWorkThatNoWorkerTakesHaltsIt() {
        Recorder work = new Recorder(turn -> false);
        Turns turns = new Turns(timer, timer.createWorker(), work);
        timer.dispose();
        turns.wake();
        assertThat(work.halted).isTrue();
        assertThat(threads).isEmpty();
    }

    @Test
    void aTurnThatAVisitorTakesWhileItIsBeingRefusedHaltsNothing() {
        Turns[] turns = new Turns[1];
        Recorder work = new Recorder(turn -> false);
        Scheduler refusing = new LosingTimer() {
            @Override
            public Disposable schedule(Runnable task) {
                turns[0].visit();
                throw new IllegalStateException("not now");
            }
        };
        turns[0] = new Turns(refusing, refusing.createWorker(), work);
        turns[0].wake();
        assertThat(threads).containsExactly(here());
        assertThat(work.halted).isFalse();
        turns[0].visit();
        assertThat(threads).containsExactly(here(), here());
    }

    /** What threads tell the work, and what the work saw of it. Its fields are guarded by the turns alone. */
    private static final class Tally implements Turns.Work {

        private final AtomicLongArray told = new AtomicLongArray(THREADS);
        private final AtomicLong ended = new AtomicLong();
        private final AtomicLong seenInAll = new AtomicLong();
        private final long[] seen = new long[THREADS];
        private boolean overlapped;
        private long turns;

        @Override
        public boolean turn(int most) {
            overlapped |= ++turns != ended.get() + 1;
            long sum = 0;
            for (int thread = 0; thread < THREADS; thread++) {
                seen[thread] = told.get(thread);
                sum += seen[thread];
            }
            seenInAll.set(sum);
            return ended.incrementAndGet() % 7 == 0;
        }

        @Override
        public void halt() {
            overlapped = true;
        }
    }

    @Test
    void turnsOfManyThreadsNeverOverlapAndOverlookNothing() throws InterruptedException {
        int rounds = 50_000;
        Tally tally = new Tally();
        Turns turns = new Turns(timer, timer.createWorker(), tally);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int caller = i;
            Thread thread = new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    tally.told.incrementAndGet(caller);
                    if ((round + caller) % 3 == 0) {
                        turns.wake();
                    } else if ((round + caller) % 3 == 1) {
                        turns.wakeAnew();
                    } else {
                        turns.visit();
                    }
                }
            });
            thread.start();
            callers.add(thread);
        }
        for (Thread thread : callers) {
            thread.join();
        }
        Waiting.until(() -> tally.seenInAll.get() == (long) THREADS * rounds);
        assertThat(tally.overlapped).isFalse();
        assertThat(tally.seen).containsOnly(rounds);
    }
}
