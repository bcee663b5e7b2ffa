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
        int id = DatafileTexts.NOWHERE;
        String key = null;
        String rolloutId = null;
        List<String> experimentIds = null;
        List<Variable> variables = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.textPlace();
                case KEY -> key = cursor.text();
                case ROLLOUT_ID -> rolloutId = cursor.text();
                case EXPERIMENT_IDS -> experimentIds = cursor.requiredList(field, cursor::text);
                case VARIABLES -> variables = cursor.requiredList(field, this::variable);
                default -> cursor.skip();
            }
        }
        List<String> experiments = cursor.required(experimentIds, "a flag's experimentIds");
        List<Variable> declared = cursor.required(variables, "a flag's variables");
        if (key == null) {
            cursor.warn("a flag without key is skipped");
            return null;
        }
        if (id == DatafileTexts.NOWHERE) {
            cursor.warn("flag \"" + key + "\" has no id");
        }
        return new FeatureFlag(
                new DatafileText(cursor.texts(), id), key, experiments, rolloutId == null ? "" : rolloutId, declared);
    }

    private @Nullable Variable variable() {
        cursor.requireObject("a variable");
        int id = DatafileTexts.NOWHERE;
        String key = null;
        String type = null;
        boolean json = false;
        String defaultValue = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.textPlace();
                case KEY -> key = cursor.sharedText();
                case TYPE -> type = cursor.textOnly();
                case SUB_TYPE -> json = cursor.isText("json");
                case DEFAULT_VALUE -> defaultValue = cursor.sharedScalar();
                default -> cursor.skip();
            }
        }
        if (id == DatafileTexts.NOWHERE || key == null) {
            cursor.warn("a variable without id or key is skipped");
            return null;
        }
        String effective = type == null ? "string" : type;
        return new Variable(
                cursor.texts(), id, key, json && effective.equals("string") ? "json" : effective, defaultValue);
    }
}
