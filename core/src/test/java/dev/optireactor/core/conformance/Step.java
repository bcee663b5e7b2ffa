package dev.optireactor.core.conformance;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call on a client.
 *
 * @param operation which one
 * @param user for whom
 * @param keys flag keys, or the event's key
 * @param options options of the call
 * @param tags event tags; null if none were given
 * @param predictions what the prediction service would answer, by rule id
 * @param expected the expected outcome by part; empty where it is found elsewhere
 */
record Step(
        Operation operation,
        UserContext user,
        List<String> keys,
        DecideOptions options,
        @Nullable Map<String, @Nullable Object> tags,
        Map<String, @Nullable Object> predictions,
        Map<String, @Nullable Object> expected) {

    /** What can be called. */
    enum Operation {
        DECIDE,
        DECIDE_FOR_KEYS,
        DECIDE_ALL,
        TRACK
    }

    static Step read(@Nullable Object value) {
        Fields fields = Fields.of(value, "a step").ignoring("reasons");
        Operation operation = operation(fields.text("op"));
        Step step = new Step(
                operation,
                user(fields.present("user")),
                keys(operation, fields),
                options(fields.optionalTexts("options")),
                fields.has("tags") ? fields.object("tags") : null,
                fields.optionalObject("predictions"),
                fields.optionalObject("expect"));
        fields.end();
        return step;
    }

    private static Operation operation(String name) {
        return switch (name) {
            case "decide" -> Operation.DECIDE;
            case "decideForKeys" -> Operation.DECIDE_FOR_KEYS;
            case "decideAll" -> Operation.DECIDE_ALL;
            case "track" -> Operation.TRACK;
            default -> throw new UnreadableVectorException("unknown operation " + name);
        };
    }

    private static List<String> keys(Operation operation, Fields fields) {
        return switch (operation) {
            case DECIDE -> List.of(fields.text("flagKey"));
            case DECIDE_FOR_KEYS -> fields.texts("flagKeys");
            case DECIDE_ALL -> List.of();
            case TRACK -> List.of(fields.text("eventKey"));
        };
    }

    static DecideOptions options(Collection<String> names) {
        try {
            return DecideOptions.of(
                    names.stream().map(OptimizelyDecideOption::valueOf).toList());
        } catch (IllegalArgumentException unknown) {
            throw new UnreadableVectorException("unknown option among " + names, unknown);
        }
    }

    private static UserContext user(@Nullable Object value) {
        Fields fields = Fields.of(value, "a user");
        UserContext user = UserContext.of(fields.text("id"), fields.optionalObject("attributes"));
        if (fields.has("segments")) {
            user = user.withQualifiedSegments(fields.texts("segments"));
        }
        for (Object forced : fields.optionalList("forcedDecisions")) {
            user = forced(user, Fields.of(forced, "a forced decision"));
        }
        fields.end();
        return user;
    }

    private static UserContext forced(UserContext user, Fields fields) {
        OptimizelyDecisionContext context =
                new OptimizelyDecisionContext(fields.text("flagKey"), fields.optionalText("ruleKey"));
        UserContext forced =
                user.withForcedDecision(context, new OptimizelyForcedDecision(fields.text("variationKey")));
        fields.end();
        return forced;
    }
}
