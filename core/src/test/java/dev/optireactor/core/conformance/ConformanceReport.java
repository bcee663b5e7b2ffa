package dev.optireactor.core.conformance;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of all cases of a folder. */
final class ConformanceReport {

    private static final int SHOWN = 10;

    private final List<FileReport> files = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private ConformanceReport() {}

    /** Replays every case of a folder. A file may be missing, but not all of them; and there must be no others. */
    static ConformanceReport of(VectorFolder folder) {
        ConformanceReport report = new ConformanceReport();
        if (!Files.isDirectory(folder.root())) {
            report.failures.add("there is no folder " + folder.root());
            return report;
        }
        for (VectorFile file : VectorFiles.of(folder)) {
            report.files.add(file.run(folder));
        }
        report.files.forEach(file -> report.failures.addAll(file.failures()));
        VectorFiles.unknown(folder).forEach(name -> report.failures.add(name + ": nothing replays it"));
        if (report.files.stream().allMatch(file -> file.file().equals(VectorFiles.DATAFILES))) {
            report.failures.add("there are no vectors in " + folder.root());
        }
        return report;
    }

    /** One line for each file, then the first failures. */
    void print(PrintStream out) {
        files.forEach(out::println);
        firstFailures().forEach(out::println);
    }

    List<String> firstFailures() {
        return failures.stream().limit(SHOWN).toList();
    }

    /** {@return one sentence for everything that is not as expected} */
    List<String> failures() {
        return failures;
    }

    /** {@return how many cases there are, by file} */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        files.forEach(file -> counts.put(file.file(), file.cases()));
        return counts;
    }
}
