package dev.optireactor.reactor.benchmark;

import static dev.optireactor.reactor.testing.FaultPlan.everyNth;
import static dev.optireactor.reactor.testing.FaultPlan.randomly;

import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * What becomes of conversions that a client was given before it is closed, counted where they should arrive. Both clients
 * have default settings, but for the queue where the scene says so.
 */
final class EventLoss {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int BATCH_SIZE = 10;

    /** What is given, and how the service answers. */
    enum Scene {
        HEALTHY("healthy", 5_000, 500, false, FaultPlan.always(Fault.none())),
        EVERY_TENTH("every 10th request answered 500", 5_000, 500, false, everyNth(10, Fault.status(500))),
        UNRELIABLE(
                "20 % answered 503, 5 % reset",
                5_000,
                500,
                false,
                // 5 % of all is 6.25 % of those that are left.
                randomly(0.2, 1, Fault.status(503)).otherwise(randomly(0.0625, 2, Fault.reset()))),
        BURST("burst of 20,000, then `close()`", 20_000, 20_000, false, FaultPlan.always(Fault.none())),
        BURST_WITH_ROOM("the same, with a queue of 20,000", 20_000, 20_000, true, FaultPlan.always(Fault.none()));

        private final String text;
        private final int events;
        private final int portion;
        private final boolean queueForAll;
        private final FaultPlan faults;

        Scene(String text, int events, int portion, boolean queueForAll, FaultPlan faults) {
            this.text = text;
            this.events = events;
            this.portion = portion;
            this.queueForAll = queueForAll;
            this.faults = faults;
        }

        String text() {
            return text;
        }

        int events() {
            return events;
        }
    }

    private EventLoss() {}

    /** {@return the figures of all scenes, measured in a new Java} */
    static Map<String, Long> measure() {
        return OwnJava.run(EventLoss.class);
    }

    /** Prints, for each scene and side, what arrived, and what the client says that it lost. */
    public static void main(String[] arguments) {
        for (Scene scene : Scene.values()) {
            run(scene, "official", OfficialConversions::new);
            run(scene, "optireactor", OurConversions::new);
        }
        System.exit(0);
    }

    private interface Start {

        Conversions client(OptimizelySandbox sandbox, int queueCapacity);
    }

    private static void run(Scene scene, String side, Start start) {
        OptimizelySandbox sandbox = OptimizelySandbox.create();
        sandbox.start().block(PATIENCE);
        sandbox.fault(Endpoint.EVENTS, scene.faults);
        Conversions client = start.client(sandbox, scene.queueForAll ? scene.events : Conversions.DEFAULT);
        give(scene, client, sandbox);
        long counted = client.close();
        // What was sent shortly before the end may still be on its way.
        awaitQuiet(sandbox);
        String name = side + "." + scene + ".";
        OwnJava.print(
                name + "arrived",
                sandbox.received().events().stream()
                        .map(ReceivedEvent::uuid)
                        .distinct()
                        .count());
        OwnJava.print(name + "counted", counted);
        sandbox.close().block(PATIENCE);
    }

    /** Gives events in portions that fit into the smaller queue, and then waits for retries; or all at once. */
    private static void give(Scene scene, Conversions client, OptimizelySandbox sandbox) {
        for (int given = 0; given < scene.events; given += scene.portion) {
            for (int i = given; i < given + scene.portion; i++) {
                client.track("user-" + i);
            }
            if (scene.portion < scene.events) {
                long requests = (given + scene.portion) / BATCH_SIZE;
                await(sandbox, requests);
            }
        }
        if (scene.portion < scene.events) {
            awaitQuiet(sandbox);
        }
    }

    /** Waits until nothing has come for longer than anyone waits before a retry. */
    private static void awaitQuiet(OptimizelySandbox sandbox) {
        arrivals(sandbox)
                .distinctUntilChanged()
                .timeout(Duration.ofSeconds(2), Flux.empty())
                .blockLast(PATIENCE);
    }

    private static void await(OptimizelySandbox sandbox, long requests) {
        arrivals(sandbox).takeUntil(arrived -> arrived >= requests).blockLast(PATIENCE);
    }

    /** {@return how many requests have come, again and again} The official client tells nobody when it has sent one. */
    private static Flux<Long> arrivals(OptimizelySandbox sandbox) {
        return Flux.interval(PAUSE).onBackpressureDrop().map(tick -> received(sandbox));
    }

    private static long received(OptimizelySandbox sandbox) {
        return sandbox.received().traffic(Endpoint.EVENTS).received();
    }
}
