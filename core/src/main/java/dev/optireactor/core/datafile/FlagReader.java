package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads flags and their variables. */
final class FlagReader {

    private final JsonCursor cursor;

    FlagReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** {@return the flag; null for one that nobody could ask for, since it has no key} */
    @Nullable
    FeatureFlag flag() {
        cursor.requireObject("a flag");
        String id = null;
        String key = null;
        String rolloutId = null;
        List<String> experimentIds = null;
        List<Variable> variables = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "rolloutId" -> rolloutId = cursor.text();
                case "experimentIds" -> experimentIds = cursor.requiredList(field, cursor::text);
                case "variables" -> variables = cursor.requiredList(field, this::variable);
                default -> cursor.skip();
            }
        }
        List<String> experiments = cursor.required(experimentIds, "a flag's experimentIds");
        List<Variable> declared = cursor.required(variables, "a flag's variables");
        if (key == null) {
            cursor.warn("a flag without key is skipped");
            return null;
        }
        if (id == null) {
            cursor.warn("flag \"" + key + "\" has no id");
        }
        return new FeatureFlag(id == null ? "" : id, key, experiments, rolloutId == null ? "" : rolloutId, declared);
    }

    private @Nullable Variable variable() {
        cursor.requireObject("a variable");
        String id = null;
        String key = null;
        String type = null;
        String subType = null;
        String defaultValue = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "type" -> type = cursor.textOnly();
                case "subType" -> subType = cursor.textOnly();
                case "defaultValue" -> defaultValue = cursor.scalar();
                default -> cursor.skip();
            }
        }
        if (id == null || key == null) {
            cursor.warn("a variable without id or key is skipped");
            return null;
        }
        boolean json = "json".equals(subType) && "string".equals(type);
        return new Variable(id, key, json ? "json" : type == null ? "string" : type, defaultValue);
    }
}
