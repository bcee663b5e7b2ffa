package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.Holdout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The running holdouts of a datafile. The section alone decides whether one is global or local. */
final class Holdouts {

    private final List<HoldoutRule> global = new ArrayList<>();
    private final Map<String, List<HoldoutRule>> byRule = new HashMap<>();

    Holdouts(Datafile datafile, Audiences audiences, List<String> warnings) {
        Set<String> ids = new HashSet<>();
        for (Holdout holdout : datafile.globalHoldouts()) {
            warnIfRepeated(holdout, ids, warnings);
            if (holdout.includedRules() != null) {
                warnings.add("Global holdout \"" + holdout.key() + "\" (id: " + holdout.id()
                        + ") has \"includedRules\" which will be ignored; global holdouts apply to all flags.");
            }
            if (holdout.running()) {
                global.add(compile(holdout, audiences));
            }
        }
        for (Holdout holdout : datafile.localHoldouts()) {
            warnIfRepeated(holdout, ids, warnings);
            List<String> rules = holdout.includedRules();
            if (rules == null) {
                warnings.add("Local holdout with ID \"" + holdout.id()
                        + "\" is missing required \"includedRules\" field and will be excluded from evaluation.");
            } else if (rules.isEmpty()) {
                warnings.add("Local holdout \"" + holdout.key() + "\" (id: " + holdout.id()
                        + ") has empty \"includedRules\" and applies to no rule.");
            } else if (holdout.running()) {
                HoldoutRule compiled = compile(holdout, audiences);
                new LinkedHashSet<>(rules)
                        .forEach(rule -> byRule.computeIfAbsent(rule, id -> new ArrayList<>())
                                .add(compiled));
            }
        }
    }

    private static void warnIfRepeated(Holdout holdout, Set<String> ids, List<String> warnings) {
        if (!ids.add(holdout.id())) {
            warnings.add("Holdout id " + holdout.id() + " occurs more than once; each entry is evaluated.");
        }
    }

    List<HoldoutRule> global() {
        return List.copyOf(global);
    }

    List<HoldoutRule> of(String ruleId) {
        return List.copyOf(byRule.getOrDefault(ruleId, List.of()));
    }

    private static HoldoutRule compile(Holdout holdout, Audiences audiences) {
        return new HoldoutRule(
                holdout.id(),
                holdout.key(),
                audiences.of(holdout.audienceConditions(), holdout.audienceIds()),
                RuleCompiler.isEmptyList(holdout.audienceConditions()),
                RuleCompiler.traffic(holdout.traffic(), holdout.variations()),
                holdout.variations(),
                holdout.excludeTargetedDeliveries());
    }
}
