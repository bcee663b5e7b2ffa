package dev.optireactor.core.odp;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back for a {@link SegmentQuery}. */
public sealed interface SegmentAnswer {

    /**
     * The segments are known.
     *
     * @param segments those that the user is in; may be none
     */
    record Qualified(List<String> segments) implements SegmentAnswer {

        /**
         * Copies the list.
         *
         * @param segments those that the user is in; may be none
         */
        public Qualified {
            segments = List.copyOf(segments);
        }
    }

    /**
     * The segments remain unknown.
     *
     * @param message why, in the words of the official SDKs
     * @param warning whether it is worth a warning only, since the user's id is to blame
     */
    record Failed(String message, boolean warning) implements SegmentAnswer {}

    /**
     * {@return what a body says}
     *
     * @param body the body of a response with a status below 400, which may still tell of an error
     */
    static SegmentAnswer parse(byte[] body) {
        Object answer;
        try {
            answer = JsonText.parse(body);
        } catch (MalformedJsonException malformed) {
            return failed("JSON decode error");
        }
        Object errors = member(answer, "errors");
        return errors == null ? segments(answer) : error(errors);
    }

    /**
     * {@return the failure that a status stands for}
     *
     * @param status a status of 400 or more
     */
    static Failed status(int status) {
        return failed("HTTP status " + status);
    }

    private static SegmentAnswer error(Object errors) {
        Object first = errors instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
        Object extensions = member(first, "extensions");
        if (!(member(extensions, "classification") instanceof String classification)) {
            return failed("decode error");
        }
        return "INVALID_IDENTIFIER_EXCEPTION".equals(member(extensions, "code"))
                ? new Failed(message("invalid identifier"), true)
                : failed(classification);
    }

    private static SegmentAnswer segments(@Nullable Object answer) {
        Object audiences = member(member(member(answer, "data"), "customer"), "audiences");
        if (!(member(audiences, "edges") instanceof List<?> edges)) {
            return failed("decode error");
        }
        List<String> qualified = new ArrayList<>();
        for (Object edge : edges) {
            Object node = member(edge, "node");
            if (!(member(node, "state") instanceof String state)) {
                return failed("decode error");
            }
            if (state.equals("qualified")) {
                if (!(member(node, "name") instanceof String name)) {
                    return failed("decode error");
                }
                qualified.add(name);
            }
        }
        return new Qualified(qualified);
    }

    private static @Nullable Object member(@Nullable Object object, String name) {
        return object instanceof Map<?, ?> members ? members.get(name) : null;
    }

    private static Failed failed(String reason) {
        return new Failed(message(reason), false);
    }

    private static String message(String reason) {
        return "Audience segments fetch failed (" + reason + ").";
    }
}
