package dev.optireactor.core.datafile;

import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads audiences; conditions may be a JSON text or a structure in either section. */
final class AudienceReader {

    private final JsonCursor cursor;
    private final int maxDepth;

    /** @param maxDepth deepest nesting of conditions that are a text */
    AudienceReader(JsonCursor cursor, int maxDepth) {
        this.cursor = cursor;
        this.maxDepth = maxDepth;
    }

    @Nullable
    Audience audience() {
        cursor.requireObject("an audience");
        String id = null;
        String name = null;
        Object conditions = null;
        boolean hasConditions = false;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case NAME -> name = cursor.text();
                case CONDITIONS -> {
                    conditions = cursor.sharedValue();
                    hasConditions = true;
                }
                default -> cursor.skip();
            }
        }
        if (!hasConditions) {
            throw cursor.refusal(Reason.MISSING_FIELD, "an audience's conditions are missing");
        }
        if (id == null) {
            cursor.warn("an audience without id is skipped");
            return null;
        }
        String text = conditions instanceof String string ? string : null;
        Object tree = text == null ? conditions : parse(id, text);
        refuseSegmentLists(id, tree);
        return new Audience(id, name == null ? id : name, tree, text);
    }

    private @Nullable Object parse(String id, String text) {
        try {
            return JsonText.parse(text, maxDepth);
        } catch (MalformedJsonException unreadable) {
            throw unreadable.limitExceeded()
                    ? cursor.refusal(
                            Reason.LIMIT_EXCEEDED,
                            "the conditions of audience " + id + ": " + unreadable.getMessage() + " (DatafileLimits)")
                    : cursor.refusal(
                            Reason.MALFORMED_AUDIENCE,
                            "the conditions of audience " + id + " are no JSON: " + unreadable.getMessage());
        }
    }

    /** A segment condition that names a list is what every official SDK refuses. */
    private void refuseSegmentLists(String id, @Nullable Object tree) {
        if (tree instanceof List<?> operands) {
            operands.forEach(operand -> refuseSegmentLists(id, operand));
        } else if (tree instanceof Map<?, ?> leaf
                && "qualified".equals(leaf.get("match"))
                && leaf.get("value") instanceof List<?>) {
            throw cursor.refusal(
                    Reason.MALFORMED_AUDIENCE,
                    "a segment condition of audience " + id + " must name one segment, not a list");
        }
    }
}
