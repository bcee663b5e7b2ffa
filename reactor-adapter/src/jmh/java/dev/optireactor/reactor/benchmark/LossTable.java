package dev.optireactor.reactor.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What becomes of events, as a table in Markdown. */
final class LossTable {

    private LossTable() {}

    static String of(Map<String, Long> figures) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(Cells.row("events", "SDK", "offered", "delivered", "lost", "counted by the SDK as lost"));
        lines.add("| --- | --- | ---: | ---: | ---: | ---: |");
        for (EventLoss.Scene scene : EventLoss.Scene.values()) {
            for (String side : List.of("official", "optireactor")) {
                Long arrived = figures.get(side + "." + scene + ".arrived");
                Long counted = figures.get(side + "." + scene + ".counted");
                if (arrived != null && counted != null) {
                    lines.add(Cells.row(
                            scene.text(),
                            side,
                            Cells.count(scene.events()),
                            Cells.count(arrived),
                            Cells.count(scene.events() - arrived),
                            counted == Conversions.UNCOUNTED ? "not counted" : Cells.count(counted)));
                }
            }
        }
        return String.join("\n", lines);
    }
}
