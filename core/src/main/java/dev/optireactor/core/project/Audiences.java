package dev.optireactor.core.project;

import dev.optireactor.core.condition.Condition;
import dev.optireactor.core.condition.ConditionCompiler;
import dev.optireactor.core.datafile.Audience;
import dev.optireactor.core.datafile.Datafile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audiences of a datafile by id, compiled when a rule first asks for them. */
final class Audiences {

    private final Map<String, Audience> byId = new HashMap<>();
    private final Map<String, Condition> compiled = new HashMap<>();
    private final ConditionCompiler compiler = new ConditionCompiler(this::find);
    private final IdentityHashMap<Condition, RuleAudience> ofRules = new IdentityHashMap<>();
    private final List<String> segments;
    private final Set<String> unknown = new HashSet<>();
    private final List<String> warnings;

    Audiences(Datafile datafile, List<String> warnings) {
        this.warnings = warnings;
        Set<String> found = new LinkedHashSet<>();
        datafile.typedAudiences().forEach(audience -> collectSegments(audience.conditions(), found));
        datafile.audiences().forEach(audience -> collectSegments(audience.conditions(), found));
        this.segments = List.copyOf(found);
        datafile.audiences().forEach(audience -> byId.put(audience.id(), audience));
        datafile.typedAudiences().forEach(audience -> byId.put(audience.id(), audience));
    }

    /** {@return whom a rule is for; null is everyone} */
    @Nullable
    RuleAudience of(@Nullable Object audienceConditions, List<String> audienceIds) {
        Condition condition = condition(audienceConditions, audienceIds);
        return condition == null
                ? null
                : ofRules.computeIfAbsent(condition, first -> new RuleAudience(first, ofRules.size()));
    }

    private @Nullable Condition condition(@Nullable Object audienceConditions, List<String> audienceIds) {
        if (audienceConditions != null) {
            return compiler.rule(audienceConditions);
        }
        return audienceIds.isEmpty() ? null : compiler.anyOf(audienceIds);
    }

    /** {@return how many different audiences rules have so far} */
    int count() {
        return ofRules.size();
    }

    List<String> segments() {
        return segments;
    }

    private @Nullable Condition find(String id) {
        Condition known = compiled.get(id);
        if (known != null) {
            return known;
        }
        Audience audience = byId.get(id);
        if (audience == null) {
            if (unknown.add(id)) {
                warnings.add("the audience " + id + " is unknown; nobody is known to be in it");
            }
            return null;
        }
        Condition condition = compiler.audience(audience.conditions());
        compiled.put(id, condition);
        return condition;
    }

    private static void collectSegments(@Nullable Object tree, Set<String> found) {
        if (tree instanceof List<?> operands) {
            operands.forEach(operand -> collectSegments(operand, found));
        } else if (tree instanceof Map<?, ?> leaf
                && "qualified".equals(leaf.get("match"))
                && leaf.get("value") instanceof String segment) {
            found.add(segment);
        }
    }
}
