package dev.optireactor.core.datafile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the values that variations give to variables. */
final class OverridesReader {

    private static final int[] NO_IDS = {};
    private static final String[] NO_TEXTS = {};

    private final JsonCursor cursor;
    private final DatafileTexts known;

    /** Of the variation that is being read. */
    private int[] ids = new int[16];

    private @Nullable String[] texts = new String[16];
    private int size;

    /** Of the variation before. */
    private int[] idsBefore = NO_IDS;

    OverridesReader(JsonCursor cursor) {
        this.cursor = cursor;
        this.known = cursor.texts();
    }

    /** {@return what a variation has that does not say} */
    VariableOverrides none() {
        return new VariableOverrides(known, NO_IDS, NO_TEXTS);
    }

    /** {@return the values in the list that the cursor is on} */
    VariableOverrides read() {
        size = 0;
        cursor.list(Field.VARIABLES, () -> {
            override();
            return null;
        });
        if (size == 0) {
            return none();
        }
        if (!areAsBefore()) {
            idsBefore = Arrays.copyOf(ids, size);
        }
        return new VariableOverrides(known, idsBefore, Arrays.copyOf(texts, size));
    }

    private boolean areAsBefore() {
        if (size != idsBefore.length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!known.same(ids[i], idsBefore[i])) {
                return false;
            }
        }
        return true;
    }

    private void override() {
        if (!cursor.isObject()) {
            cursor.skip();
            return;
        }
        int id = DatafileTexts.NOWHERE;
        String text = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.textPlace();
                case VALUE -> text = cursor.sharedScalar();
                default -> cursor.skip();
            }
        }
        if (id != DatafileTexts.NOWHERE) {
            add(id, text);
        }
    }

    private void add(int id, @Nullable String text) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
        }
        ids[size] = id;
        texts[size++] = text;
    }
}
