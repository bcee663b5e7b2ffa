package dev.optireactor.core.benchmark;

import dev.optireactor.core.benchmark.Measurements.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The measurements as a table in Markdown, with the bars. */
final class ReportTable {

    private static final int MOST_BYTES_OF_A_DECISION = 250;

    /** 45 % of what the official SDK was measured to retain when the bars were set. */
    private static final long MOST_HEAP = 4_860_000;

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
        lines.add(
                "| work | official 4.2.2 | LaunchDarkly 7.13.0 | optireactor | official / optireactor | bar | holds |");
        lines.add("| --- | ---: | ---: | ---: | ---: | --- | --- |");
        decide("decide, A/B", Scenario.AB, 15);
        decide("decide, A/B, three-condition audience", Scenario.AUDIENCE_AB, 15);
        decide("decide, five delivery rules miss, everyone else", Scenario.FIVE_DELIVERIES, 35);
        decideAll(10, 0);
        decideAll(100, 60);
        decideAll(1000, 35);
        compile(10, 0, 0);
        compile(100, 0, 0);
        compile(1000, 2.5, 3);
        config(10, 0);
        config(100, 0);
        config(1000, 40);
        footprint();
        return String.join("\n", lines);
    }

    private void decide(String work, Scenario scenario, double times) {
        Measurement launchDarkly = measurements.of("Decide", "launchDarkly", scenario);
        Measurement official = measurements.of("Decide", "official", scenario, false);
        Measurement ours = measurements.of("Decide", "optireactor", scenario, false);
        if (official != null && ours != null && launchDarkly != null) {
            Bar bar = new Bar()
                    .atLeast(times, official.nanoseconds() / ours.nanoseconds())
                    .require("below LaunchDarkly", ours.nanoseconds() < launchDarkly.nanoseconds())
                    .require("at most " + MOST_BYTES_OF_A_DECISION + " B", ours.bytes() <= MOST_BYTES_OF_A_DECISION);
            add(work, official, launchDarkly, ours, bar);
        }
        add(
                work + ", with reasons",
                measurements.of("Decide", "official", scenario, true),
                null,
                measurements.of("Decide", "optireactor", scenario, true),
                8,
                0);
    }

    private void decideAll(int flags, double times) {
        String work = "decideAll, " + flags + " flags";
        Measurement launchDarkly = measurements.of("DecideAll", "launchDarkly", flags);
        for (boolean reasons : new boolean[] {false, true}) {
            add(
                    reasons ? work + ", with reasons" : work,
                    measurements.of("DecideAll", "official", flags, reasons),
                    reasons ? null : launchDarkly,
                    measurements.of("DecideAll", "optireactor", flags, reasons),
                    reasons ? 8 : times,
                    0);
        }
        Measurement firstVisit = measurements.of("DecideAll", "firstVisit", flags, false);
        if (firstVisit != null) {
            add(work + ", first visit with a profile service", "–", "–", cell(firstVisit), "–", new Bar());
        }
    }

    private void compile(int flags, double times, double garbage) {
        Measurement official = measurements.of("Compile", "official", flags);
        add(
                "parse and compile, " + flags + " flags",
                official,
                null,
                measurements.of("Compile", "optireactor", flags),
                times,
                garbage);
        Measurement floor = measurements.of("Compile", "jacksonAlone", flags);
        if (official != null && floor != null) {
            add(
                    "Jackson's parser alone, every name and text made, " + flags + " flags",
                    "–",
                    "–",
                    cell(floor),
                    ratio(official.nanoseconds() / floor.nanoseconds()),
                    new Bar());
        }
    }

    private void config(int flags, double times) {
        Measurement official = measurements.of("Config", "official", flags);
        Measurement ours = measurements.of("Config", "optireactor", flags);
        if (official != null && ours != null) {
            // What is allocated in the benchmark includes compiling, so it is measured apart.
            Bar bar = new Bar().atLeast(times, official.nanoseconds() / ours.nanoseconds());
            add(
                    "OptimizelyConfig, " + flags + " flags",
                    time(official.nanoseconds()),
                    "–",
                    time(ours.nanoseconds()),
                    ratio(official.nanoseconds() / ours.nanoseconds()),
                    bar);
        }
    }

    private void footprint() {
        bytes("retained heap, " + Footprint.FLAGS + " flags, datafile included", "project", MOST_HEAP);
        bytes("retained heap of its OptimizelyConfig", "config", Long.MAX_VALUE);
        bytes("garbage of its OptimizelyConfig", "config.garbage", Long.MAX_VALUE);
    }

    private void bytes(String work, String name, long most) {
        Long official = measurements.bytes("official." + name);
        Long ours = measurements.bytes("ours." + name);
        if (official != null && ours != null) {
            double ratio = (double) official / ours;
            Bar bar = most == Long.MAX_VALUE ? new Bar() : new Bar().require("at most " + bytes(most), ours <= most);
            add(work, bytes(official), "–", bytes(ours), ratio(ratio), bar);
        }
    }

    private void add(
            String work,
            @Nullable Measurement official,
            @Nullable Measurement launchDarkly,
            @Nullable Measurement ours,
            double times,
            double garbage) {
        if (official != null && ours != null) {
            Bar bar = new Bar().atLeast(times, official.nanoseconds() / ours.nanoseconds());
            if (garbage > 0) {
                bar.require("a third of the garbage", official.bytes() / ours.bytes() >= garbage);
            }
            add(work, official, launchDarkly, ours, bar);
        }
    }

    private void add(String work, Measurement official, @Nullable Measurement launchDarkly, Measurement ours, Bar bar) {
        add(
                work,
                cell(official),
                cell(launchDarkly),
                cell(ours),
                ratio(official.nanoseconds() / ours.nanoseconds()),
                bar);
    }

    private void add(String work, String official, String launchDarkly, String ours, String ratio, Bar bar) {
        lines.add(
                "| " + String.join(" | ", work, official, launchDarkly, ours, ratio, bar.text(), bar.verdict()) + " |");
    }

    private static String cell(@Nullable Measurement measurement) {
        return measurement == null
                ? "–"
                : time(measurement.nanoseconds()) + "; " + bytes(Math.round(measurement.bytes()));
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.1f×" : "%.0f×", ratio);
    }

    private static String time(double nanoseconds) {
        return nanoseconds < 1e4
                ? String.format(Locale.ROOT, "%,.0f ns", nanoseconds)
                : nanoseconds < 1e6
                        ? String.format(Locale.ROOT, "%.1f µs", nanoseconds / 1e3)
                        : String.format(Locale.ROOT, "%.2f ms", nanoseconds / 1e6);
    }

    private static String bytes(long bytes) {
        return bytes < 1000
                ? bytes + " B"
                : bytes < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }

    /** What a line has to reach, and whether it does. */
    private static final class Bar {

        private final List<String> texts = new ArrayList<>();
        private boolean holds = true;

        Bar atLeast(double times, double ratio) {
            return times == 0 ? this : require(ratio(times) + " official", ratio >= times);
        }

        Bar require(String text, boolean met) {
            texts.add(text);
            holds &= met;
            return this;
        }

        String text() {
            return texts.isEmpty() ? "–" : String.join(", ", texts);
        }

        String verdict() {
            return texts.isEmpty() ? "–" : holds ? "yes" : "**no**";
        }
    }
}
