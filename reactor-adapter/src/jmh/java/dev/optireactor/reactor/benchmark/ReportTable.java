package dev.optireactor.reactor.benchmark;

import dev.optireactor.reactor.benchmark.Measurements.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The measurements as a table in Markdown, with the bars. */
final class ReportTable {

    private static final String NOTHING = "–";
    private static final int MOST_BYTES_OF_A_DECISION = 900;
    private static final int MOST_NANOSECONDS_ABOVE_KERNEL = 60;

    private final Measurements measurements;
    private final List<String> lines = new ArrayList<>();

    private ReportTable(Measurements measurements) {
        this.measurements = measurements;
    }

    static String of(Measurements measurements) {
        return new ReportTable(measurements).write();
    }

    private String write() {
        lines.add("");
        lines.add(Cells.row("work", "official 4.2.2", "optireactor", "ratio", "bar", "holds"));
        lines.add("| --- | ---: | ---: | ---: | --- | --- |");
        decideWithEvents();
        decideWithoutEvents();
        events("offer to serialised batch, batch 10", "EventPipeline official", "EventPipeline optireactor", 3);
        events("the same, theirs not serialised", "EventPipeline officialUnserialised", "EventPipeline optireactor", 0);
        burst("burst of 200,000, default queue: not in a batch", "default");
        burst("burst of 200,000, queue of 200,000: not in a batch", "large");
        delivery("to acknowledged over loopback HTTP, batch 10, two at a time (default)", 2, 2);
        bare("Reactor Netty's client alone, the bodies ready, two at a time", 2);
        delivery("the same delivery, 32 at a time", 32, 0);
        bare("Reactor Netty's client alone, the bodies ready, 32 at a time", 32);
        fetch("200 segment fetches at 50 ms, theirs one at a time", "official", "optireactor", 200, 0.15);
        fetch("200 segment fetches at 50 ms, theirs with a callback", "officialCallback", "optireactor", 200, 0.15);
        fetch("10,000 segment fetches at 50 ms", null, "optireactorMany", 10_000, 3);
        threads("threads of its own of one idle client", "idle");
        threads("the same, after everything was used once", "used");
        return String.join("\n", lines);
    }

    private void decideWithEvents() {
        Measurement official = measurements.of("Decide official true");
        Measurement ours = measurements.of("Decide optireactor true");
        if (official != null && ours != null) {
            double ratio = official.nanoseconds() / ours.nanoseconds();
            Bar bar = Bar.of("8× official", ratio >= 8)
                    .and(
                            "at most " + MOST_BYTES_OF_A_DECISION + " B on the caller's thread",
                            ours.callerBytes() <= MOST_BYTES_OF_A_DECISION);
            add("reactive `decide`, event enqueued", decision(official), decision(ours), Cells.ratio(ratio), bar);
        }
    }

    private void decideWithoutEvents() {
        Measurement official = measurements.of("Decide official false");
        Measurement ours = measurements.of("Decide optireactor false");
        Measurement kernel = measurements.of("Decide kernel false");
        if (official != null && ours != null && kernel != null) {
            double above = ours.nanoseconds() - kernel.nanoseconds();
            Bar bar = Bar.of(
                    "at most " + MOST_NANOSECONDS_ABOVE_KERNEL + " ns above the bare kernel",
                    above <= MOST_NANOSECONDS_ABOVE_KERNEL);
            add(
                    "the same, events disabled",
                    decision(official),
                    decision(ours),
                    Cells.ratio(official.nanoseconds() / ours.nanoseconds()),
                    bar);
            add("the bare kernel", NOTHING, decision(kernel), NOTHING, Bar.none());
        }
    }

    private static String decision(Measurement measurement) {
        return Cells.time(measurement.nanoseconds()) + "; " + Cells.bytes(measurement.callerBytes());
    }

    private void delivery(String work, int atOnce, double times) {
        events(work, "EventDelivery official " + atOnce, "EventDelivery optireactor " + atOnce, times);
    }

    private void events(String work, String theirs, String optireactor, double times) {
        Measurement official = measurements.of(theirs);
        Measurement ours = measurements.of(optireactor);
        if (official != null && ours != null) {
            double ratio = official.nanoseconds() / ours.nanoseconds();
            Bar bar = times == 0 ? Bar.none() : Bar.of(Cells.ratio(times) + " official", ratio >= times);
            add(work, events(official), events(ours), Cells.ratio(ratio), bar);
        }
    }

    private void bare(String work, int atOnce) {
        Measurement official = measurements.of("EventDelivery official " + atOnce);
        Measurement bare = measurements.of("EventDelivery bare " + atOnce);
        if (official != null && bare != null) {
            double ratio = official.nanoseconds() / bare.nanoseconds();
            add(work, NOTHING, events(bare), Cells.ratio(ratio), Bar.none());
        }
    }

    private static String events(Measurement measurement) {
        return Cells.rate(measurement.nanoseconds()) + "; " + Cells.bytes(measurement.bytes());
    }

    private void burst(String work, String queue) {
        Long official = measurements.figure("burst.official." + queue + ".arrived");
        Long ours = measurements.figure("burst.optireactor." + queue + ".arrived");
        Long counted = measurements.figure("burst.optireactor." + queue + ".counted");
        if (official != null && ours != null && counted != null) {
            long lost = BurstLoss.EVENTS - ours;
            Bar bar =
                    queue.equals("large") ? Bar.of("none", lost == 0) : Bar.of("all of them counted", lost == counted);
            add(
                    work,
                    Cells.count(BurstLoss.EVENTS - official),
                    Cells.count(lost) + ", " + Cells.count(counted) + " counted",
                    NOTHING,
                    bar);
        }
    }

    private void fetch(String work, @Nullable String theirs, String ours, int users, double seconds) {
        Measurement official = theirs == null ? null : measurements.of("SegmentFetch " + theirs);
        Measurement fetch = measurements.of("SegmentFetch " + ours);
        Long added = measurements.figure("optireactor.fetching." + users);
        if (fetch == null || added == null) {
            return;
        }
        Long theirThreads = measurements.figure("official.fetching." + users);
        String theirCell = official == null
                ? NOTHING
                : Cells.time(official.nanoseconds())
                        + ("officialCallback".equals(theirs) ? "; " + theirThreads + " threads added" : "");
        Bar bar = Bar.of("under " + Cells.time(seconds * 1e9), fetch.nanoseconds() < seconds * 1e9)
                .and("no thread added", added == 0);
        add(
                work,
                theirCell,
                Cells.time(fetch.nanoseconds()) + "; " + added + " threads added",
                official == null ? NOTHING : Cells.ratio(official.nanoseconds() / fetch.nanoseconds()),
                bar);
    }

    private void threads(String work, String when) {
        Long official = measurements.figure("official." + when);
        Long ours = measurements.figure("optireactor." + when);
        if (official != null && ours != null) {
            add(work, Cells.count(official), Cells.count(ours), NOTHING, Bar.of("none", ours == 0));
        }
    }

    private void add(String work, String official, String ours, String ratio, Bar bar) {
        lines.add(Cells.row(work, official, ours, ratio, bar.text(), bar.verdict()));
    }
}
