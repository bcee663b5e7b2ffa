package dev.optireactor.reactor.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What a line of the report has to reach, and whether it does. */
final class Bar {

    private final List<String> texts = new ArrayList<>();
    private boolean holds = true;

    static Bar none() {
        return new Bar();
    }

    static Bar of(String text, boolean met) {
        return new Bar().and(text, met);
    }

    Bar and(String text, boolean met) {
        texts.add(text);
        holds &= met;
        return this;
    }

    String text() {
        return texts.isEmpty() ? "–" : String.join(", ", texts);
    }

    String verdict() {
        return texts.isEmpty() ? "–" : holds ? "yes" : "**no**";
    }
}
