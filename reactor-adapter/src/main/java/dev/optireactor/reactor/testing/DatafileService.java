package dev.optireactor.reactor.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Serves datafiles with validators. A key that is not known is forbidden, as on the true service. */
final class DatafileService {

    static final String PUBLIC_PATH = "/datafiles/";
    static final String AUTHENTICATED_PATH = "/datafiles/auth/";
    private static final String SUFFIX = ".json";
    // Each version is a second younger than the one before: HTTP dates know no less, and the sandbox reads no clock.
    private static final Instant FIRST_VERSION = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Datafile> datafiles = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    void put(String sdkKey, @Nullable String accessToken, String json) {
        datafiles.put(
                sdkKey, new Datafile(json.getBytes(StandardCharsets.UTF_8), accessToken, versions.incrementAndGet()));
    }

    void remove(String sdkKey) {
        datafiles.remove(sdkKey);
    }

    Reply answer(SandboxRequest request) {
        if (!request.method().equals("GET")) {
            return Reply.status(405);
        }
        boolean authenticated = request.path().startsWith(AUTHENTICATED_PATH);
        Datafile datafile = datafiles.get(sdkKey(request.path(), authenticated));
        if (authenticated && request.header("Authorization").isEmpty()) {
            return Reply.status(401);
        }
        if (datafile == null || !datafile.isFor(request, authenticated)) {
            return Reply.status(403);
        }
        return datafile.isKnownTo(request)
                ? new Reply(304, datafile.headers(), new byte[0])
                : new Reply(200, datafile.headers(), datafile.content);
    }

    private static String sdkKey(String path, boolean authenticated) {
        String name = path.substring(authenticated ? AUTHENTICATED_PATH.length() : PUBLIC_PATH.length());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static final class Datafile {

        private final byte[] content;
        private final @Nullable String accessToken;
        private final Instant modified;
        private final String etag;

        Datafile(byte[] content, @Nullable String accessToken, long version) {
            this.content = content;
            this.accessToken = accessToken;
            this.modified = FIRST_VERSION.plusSeconds(version);
            this.etag = "\"" + version + "\"";
        }

        boolean isFor(SandboxRequest request, boolean authenticated) {
            return authenticated
                    ? request.header("Authorization").equals(Optional.of("Bearer " + accessToken))
                    : accessToken == null;
        }

        /** The entity tag decides where there is one (RFC 9110, 13.2.2). */
        boolean isKnownTo(SandboxRequest request) {
            Optional<String> tag = request.header("If-None-Match");
            return tag.isPresent()
                    ? tag.get().equals(etag)
                    : request.header("If-Modified-Since")
                            .filter(this::isNotOlder)
                            .isPresent();
        }

        private boolean isNotOlder(String date) {
            try {
                return !ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()
                        .isBefore(modified);
            } catch (DateTimeParseException notADate) {
                return false;
            }
        }

        Map<String, String> headers() {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC));
            return Map.of("Content-Type", "application/json", "Last-Modified", date, "ETag", etag);
        }
    }
}
