package dev.optireactor.core.differential;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where this SDK decides otherwise than the official Java SDK 4.2.2, on purpose. */
enum IntendedDifference {
    MISSING_MATCH_IS_EXACT("a missing match is exact, decisions §3.6") {
        @Override
        boolean applies(Input input) {
            return input.anyLeaf((leaf, value) -> leaf.get("match") == null);
        }
    },

    LEGACY_IS_NO_MATCH("\"legacy\" is no match type, decisions §3.5") {
        @Override
        boolean applies(Input input) {
            return input.anyLeaf((leaf, value) -> "legacy".equals(leaf.get("match")));
        }
    },

    NEGATIVE_ZERO_IS_ZERO("-0.0 equals 0.0, decisions §3.5") {
        @Override
        boolean applies(Input input) {
            return input.anyLeaf(
                    (leaf, value) -> isNumeric(leaf) && (isNegativeZero(leaf.get("value")) || isNegativeZero(value)));
        }

        private static boolean isNegativeZero(@Nullable Object value) {
            return value instanceof Double number && number == 0 && 1 / number < 0;
        }
    },

    LIMIT_OF_NUMBERS_IS_EXACT("longs above 2^53 are compared exactly and are unknown, decisions §3.5, §9 row 15") {
        @Override
        boolean applies(Input input) {
            return input.anyLeaf((leaf, value) -> isNumeric(leaf) && (isBeyond(leaf.get("value")) || isBeyond(value)));
        }

        private static boolean isBeyond(@Nullable Object value) {
            return value instanceof Long number && (number > 1L << 53 || number < -(1L << 53));
        }
    },

    SMALL_INTEGERS_ARE_NUMBERS("Short and Byte are numbers, decisions §3.5, §9 row 16") {
        @Override
        boolean applies(Input input) {
            return input.anyLeaf((leaf, value) -> isNumeric(leaf) && (value instanceof Short || value instanceof Byte));
        }
    },

    VERSIONS_ARE_PARSED_IN_FULL(
            "no empty target, no signs, numbers of any size, suffixes with +, decisions §3.7, §9 row 14") {
        private static final Set<String> ODD = Set.of("", "+2", "-1", "2147483648", "2.1+a+b", "2.-1");

        @Override
        boolean applies(Input input) {
            return input.anyLeaf(
                    (leaf, value) -> String.valueOf(leaf.get("match")).startsWith("semver")
                            && (isOdd(leaf.get("value")) || isOdd(value)));
        }

        private static boolean isOdd(@Nullable Object version) {
            return version instanceof String text && ODD.contains(text);
        }
    },

    LAUNCHED_IS_NOT_RUNNING("a launched experiment does not decide, decisions §4.3 P3.3, §9 row 9") {
        @Override
        boolean applies(Input input) {
            return input.experiments().stream().anyMatch(rule -> "Launched".equals(rule.get("status")));
        }
    },

    FEATURE_ROLLOUTS_END_WITH_EVERYONE_ELSE("experiments of type fr get the rollout's last variation, decisions §1.6") {
        @Override
        boolean applies(Input input) {
            return input.experiments().stream().anyMatch(rule -> "fr".equals(rule.get("type")));
        }
    },

    JSON_VARIABLES_MAY_BE_ANY_JSON("a json variable need not be an object, decisions §8.1, §9 row 38") {
        @Override
        boolean applies(Input input) {
            return input.jsonTexts().anyMatch(text -> !text.startsWith("{"));
        }
    },

    FORCED_VARIATIONS_ARE_FOUND_IN_RULE_ORDER("the first variation with a forced key wins, decisions §1.4, §9 row 48") {
        @Override
        boolean applies(Input input) {
            Map<@Nullable Object, Set<@Nullable Object>> idsByKey = input.variations()
                    .collect(Collectors.groupingBy(
                            variation -> Objects.requireNonNull(variation.get("key")),
                            Collectors.mapping(variation -> variation.get("id"), Collectors.toSet())));
            return input.user().forced().stream()
                    .anyMatch(forced -> forced.flagKey().equals(input.flagKey())
                            && idsByKey.getOrDefault(forced.variationKey(), Set.of())
                                            .size()
                                    > 1);
        }
    },

    UNKNOWN_VARIATIONS_GET_NO_TRAFFIC("traffic to an unknown variation is nobody's, decisions §2.3, §9 row 23") {
        @Override
        boolean applies(Input input) {
            List<@Nullable Object> ids = input.variations()
                    .<@Nullable Object>map(variation -> variation.get("id"))
                    .toList();
            return input.ranges()
                    .anyMatch(range -> !"".equals(range.get("entityId")) && !ids.contains(range.get("entityId")));
        }
    },

    USER_DATA_IS_NEVER_A_FORMAT("a % in a user id is a %, decisions §0, §9 row 37") {
        @Override
        boolean applies(Input input) {
            return input.user().id().contains("%");
        }
    };

    private final String rule;

    IntendedDifference(String rule) {
        this.rule = rule;
    }

    abstract boolean applies(Input input);

    private static boolean isNumeric(Map<String, @Nullable Object> leaf) {
        return Set.of("exact", "gt", "ge", "lt", "le").contains(String.valueOf(leaf.get("match")));
    }

    /** {@return what this SDK does, and where it is ruled} */
    String rule() {
        return rule;
    }
}
