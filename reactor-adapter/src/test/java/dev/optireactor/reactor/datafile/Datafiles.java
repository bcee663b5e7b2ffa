package dev.optireactor.reactor.datafile;

import java.nio.charset.StandardCharsets;

/** Small datafiles. */
final class Datafiles {

    private Datafiles() {}

    static byte[] revision(String revision) {
        return of("4", revision);
    }

    static byte[] of(String version, String revision) {
        return """
                {"version": "%s", "revision": "%s", "projectId": "p", "accountId": "a", "groups": [], "experiments": [],
                 "events": [], "audiences": [], "attributes": [], "featureFlags": [], "rollouts": []}
                """.formatted(version, revision).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] garbage() {
        return "<html>Service temporarily unavailable</html>".getBytes(StandardCharsets.UTF_8);
    }

    static byte[] truncated() {
        byte[] whole = revision("9");
        return new String(whole, StandardCharsets.UTF_8)
                .substring(0, whole.length / 2)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] deep(int levels) {
        return ("{\"version\": \"4\", \"deep\": " + "[".repeat(levels) + "]".repeat(levels) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
