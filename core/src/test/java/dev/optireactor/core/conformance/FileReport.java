package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.List;

/** What came of the cases of one file. */
final class FileReport {

    private final String file;
    private final List<String> failures = new ArrayList<>();
    private int passed;

    FileReport(String file) {
        this.file = file;
    }

    void passed() {
        passed++;
    }

    void failed(String caseId, String why) {
        failures.add(file + " " + caseId + ": " + why);
    }

    String file() {
        return file;
    }

    /** {@return how many cases were replayed, whatever came of them} */
    int cases() {
        return passed + failures.size();
    }

    /** {@return one sentence for each case that failed, or could not be read} */
    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return file + ": " + passed + " passed, " + failures.size() + " failed";
    }
}
