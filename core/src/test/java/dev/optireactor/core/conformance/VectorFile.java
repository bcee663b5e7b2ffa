package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of cases, or a folder with one case per file, and how its cases are replayed.
 *
 * @param name of the file or folder
 * @param idField the member by which a case is known
 * @param replay how to replay one
 * @param layout how to find the JSON of each
 */
record VectorFile(String name, String idField, Replay replay, Layout layout) {

    /** How the cases of a file are stored. */
    @FunctionalInterface
    interface Layout extends Function<VectorFolder, List<Entry>> {}

    /**
     * One case before it is read.
     *
     * @param place where it stands, for cases whose own name cannot be read
     * @param value reads it
     */
    record Entry(String place, Supplier value) {

        /** Reads a case; throws if it is unreadable. */
        @FunctionalInterface
        interface Supplier {
            @Nullable
            Object read();
        }
    }

    /** {@return a file with one case per line} */
    static VectorFile lines(String name, String idField, Replay replay) {
        return new VectorFile(name, idField, replay, folder -> {
            List<Entry> entries = new ArrayList<>();
            List<String> lines = folder.lines(name);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                entries.add(new Entry("line " + (i + 1), () -> Json.read(line)));
            }
            return entries;
        });
    }

    /** {@return a folder with one case per file} */
    static VectorFile documents(String name, String idField, Replay replay) {
        return new VectorFile(
                name,
                idField,
                replay,
                folder -> folder.documents(name).stream()
                        .map(document -> {
                            String file = name + '/' + document + ".json";
                            return new Entry(file, () -> Json.read(folder.text(file)));
                        })
                        .toList());
    }

    /** Replays every case of the file in a folder. */
    FileReport run(VectorFolder folder) {
        FileReport report = new FileReport(name);
        List<Entry> entries;
        try {
            entries = layout.apply(folder);
        } catch (UnreadableVectorException unreadable) {
            report.failed("(whole file)", "unreadable: " + unreadable.getMessage());
            return report;
        }
        if (entries.isEmpty()) {
            report.failed("(whole file)", "there is no case in it");
        }
        entries.forEach(entry -> run(entry, report));
        return report;
    }

    private void run(Entry entry, FileReport report) {
        String id = entry.place();
        try {
            Fields fields = Fields.of(entry.value().read(), "the case");
            id = fields.text(idField);
            Difference difference = replay.of(new Vector(id, fields));
            fields.end();
            if (difference == null) {
                report.passed();
            } else {
                report.failed(id, difference.toString());
            }
        } catch (UnreadableVectorException unreadable) {
            report.failed(id, "unreadable: " + unreadable.getMessage());
        } catch (RuntimeException thrown) {
            // The kernel never throws on what a vector may hold: that is a failure of this case, not of the run.
            report.failed(id, "threw " + thrown);
        }
    }
}
