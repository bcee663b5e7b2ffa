package dev.optireactor.core.benchmark;

import java.nio.charset.StandardCharsets;

/** The datafiles that are measured. */
final class Datafiles {

    private Datafiles() {}

    static String text(int flags) {
        return OptimizelyDatafile.write(ProjectGenerator.generate(flags));
    }

    static byte[] bytes(int flags) {
        return text(flags).getBytes(StandardCharsets.UTF_8);
    }
}
