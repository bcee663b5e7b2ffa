package dev.optireactor.reactor.testing;

import dev.optireactor.core.json.JsonText;
import java.util.Map;

/** What a service answers. */
final class Reply {

    private static final byte[] NO_BODY = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Reply status(int status) {
        return new Reply(status, Map.of(), NO_BODY);
    }

    static Reply json(int status, Object value) {
        return new Reply(status, Map.of("Content-Type", "application/json"), JsonText.writeBytes(value));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
