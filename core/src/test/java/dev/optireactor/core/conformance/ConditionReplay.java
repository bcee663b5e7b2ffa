package dev.optireactor.core.conformance;

import dev.optireactor.core.condition.ConditionCompiler;
import dev.optireactor.core.condition.Truth;
import dev.optireactor.core.decision.UserContext;
import org.jspecify.annotations.Nullable;

/** Replays audience conditions: true, false or null for unknown. */
final class ConditionReplay {

    private ConditionReplay() {}

    static @Nullable Difference replay(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree", "categories");
        return Comparison.between(fields.present("expect"), answer(fields));
    }

    static @Nullable Boolean answer(Fields fields) {
        UserContext user = UserContext.of("user", fields.optionalObject("attributes"));
        if (fields.has("segments")) {
            user = user.withQualifiedSegments(fields.texts("segments"));
        }
        Truth truth = new ConditionCompiler(id -> null)
                .audience(fields.present("condition"))
                .test(user);
        return truth == Truth.UNKNOWN ? null : (Boolean) (truth == Truth.TRUE);
    }
}
