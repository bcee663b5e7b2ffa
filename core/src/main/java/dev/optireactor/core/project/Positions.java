package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.TrafficAllocation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where texts stand in a list. Few of them are looked at one after the other, many are hashed. */
final class Positions {

    static final int NONE = TrafficAllocation.NONE;

    /** Up to so many are looked at one after the other. */
    static final int FEW = 16;

    private final String[] texts;
    private final @Nullable Map<String, Integer> byText;

    Positions(String[] texts) {
        this.texts = texts;
        this.byText = texts.length <= FEW ? null : new HashMap<>();
        for (int i = 0; byText != null && i < texts.length; i++) {
            byText.put(texts[i], i);
        }
    }

    /** {@return the position of a text, the last of several; {@link #NONE} if it is not there} */
    int of(String text) {
        if (byText != null) {
            return byText.getOrDefault(text, NONE);
        }
        int position = texts.length - 1;
        while (position >= 0 && !texts[position].equals(text)) {
            position--;
        }
        return position;
    }
}
