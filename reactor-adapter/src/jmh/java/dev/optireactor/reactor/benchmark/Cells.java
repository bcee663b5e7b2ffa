package dev.optireactor.reactor.benchmark;

import java.util.Locale;

/** How figures are written. */
final class Cells {

    private Cells() {}

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    static String time(double nanoseconds) {
        if (nanoseconds < 1e4) {
            return format("%,.0f ns", nanoseconds);
        }
        return nanoseconds < 1e9 ? format("%,.1f ms", nanoseconds / 1e6) : format("%.2f s", nanoseconds / 1e9);
    }

    /** For what takes that long for each event. */
    static String rate(double nanoseconds) {
        return format("%,.0f/s", 1e9 / nanoseconds);
    }

    static String bytes(double bytes) {
        return bytes < 1000 ? format("%.0f B", bytes) : format("%.1f kB", bytes / 1e3);
    }

    static String ratio(double ratio) {
        return format(ratio < 10 ? "%.1f×" : "%.0f×", ratio);
    }

    static String count(long count) {
        return format("%,d", count);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
