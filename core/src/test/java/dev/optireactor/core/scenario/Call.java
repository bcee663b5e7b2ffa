package dev.optireactor.core.scenario;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario has beside rules and holdouts, as words: {@code SFD} (sendFlagDecisions), decide options, {@code all}
 * (decideAll instead of decide), {@code user=u7}, {@code forced:f=v_d1} (flag), {@code forced:f/e1=v_d1} (rule),
 * {@code whitelist:e1=v_e1}, {@code profile:1001=10011}, {@code predicts:10021} (else predictions fail).
 */
record Call(
        String userId,
        boolean sendFlagDecisions,
        boolean all,
        Set<OptimizelyDecideOption> options,
        Map<OptimizelyDecisionContext, String> forced,
        Map<String, String> whitelist,
        @Nullable Map<String, String> profile,
        @Nullable String prediction) {

    static Call parse(String notation) {
        String userId = "u1";
        boolean sendFlagDecisions = false;
        boolean all = false;
        Set<OptimizelyDecideOption> options = EnumSet.noneOf(OptimizelyDecideOption.class);
        Map<OptimizelyDecisionContext, String> forced = new LinkedHashMap<>();
        Map<String, String> whitelist = new LinkedHashMap<>();
        Map<String, String> profile = null;
        String prediction = null;
        for (String word : words(notation)) {
            String[] parts = word.split("[:=]", -1);
            switch (parts[0]) {
                case "SFD" -> sendFlagDecisions = true;
                case "all" -> all = true;
                case "user" -> userId = parts[1];
                case "forced" -> forced.put(context(parts[1]), parts[2]);
                case "whitelist" -> whitelist.put(parts[1], parts[2]);
                case "profile" -> {
                    profile = profile == null ? new LinkedHashMap<>() : profile;
                    profile.put(parts[1], parts[2]);
                }
                case "predicts" -> prediction = parts[1];
                default -> options.add(OptimizelyDecideOption.valueOf(word));
            }
        }
        return new Call(userId, sendFlagDecisions, all, options, forced, whitelist, profile, prediction);
    }

    private static OptimizelyDecisionContext context(String notation) {
        int slash = notation.indexOf('/');
        return slash < 0
                ? new OptimizelyDecisionContext(notation)
                : new OptimizelyDecisionContext(notation.substring(0, slash), notation.substring(slash + 1));
    }

    static List<String> words(String notation) {
        return Stream.of(notation.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    Call with(OptimizelyDecideOption option) {
        EnumSet<OptimizelyDecideOption> more = EnumSet.of(option);
        more.addAll(options);
        return withOptions(more);
    }

    Call without(OptimizelyDecideOption option) {
        EnumSet<OptimizelyDecideOption> fewer = EnumSet.noneOf(OptimizelyDecideOption.class);
        fewer.addAll(options);
        fewer.remove(option);
        return withOptions(fewer);
    }

    private Call withOptions(Set<OptimizelyDecideOption> others) {
        return new Call(userId, sendFlagDecisions, all, others, forced, whitelist, profile, prediction);
    }

    Call withSendFlagDecisions(boolean send) {
        return new Call(userId, send, all, options, forced, whitelist, profile, prediction);
    }

    Call withKnown(Map<String, String> whitelisted, @Nullable Map<String, String> stored) {
        return new Call(userId, sendFlagDecisions, all, options, forced, whitelisted, stored, prediction);
    }
}
