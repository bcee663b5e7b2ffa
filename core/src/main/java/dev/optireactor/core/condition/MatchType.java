package dev.optireactor.core.condition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles one condition object by its {@code match}; whatever is malformed answers unknown. */
final class MatchType {

    private MatchType() {}

    static Condition compile(Map<?, ?> leaf) {
        Object type = leaf.get("type");
        if (!"custom_attribute".equals(type) && !"third_party_dimension".equals(type)) {
            return Constant.UNKNOWN;
        }
        Object match = leaf.get("match");
        Object value = leaf.get("value");
        if ("qualified".equals(match)) {
            return value instanceof String segment ? new Qualified(segment) : Constant.UNKNOWN;
        }
        if (!(leaf.get("name") instanceof String attribute)) {
            return Constant.UNKNOWN;
        }
        if (match == null) {
            return exact(attribute, value);
        }
        return match instanceof String name ? compile(name, attribute, value) : Constant.UNKNOWN;
    }

    private static Condition compile(String match, String attribute, @Nullable Object value) {
        return switch (match) {
            case "exact" -> exact(attribute, value);
            case "exists" -> new Exists(attribute);
            case "substring" -> value instanceof String part ? new Substring(attribute, part) : Constant.UNKNOWN;
            case "gt" -> number(attribute, Ordering.GREATER, value);
            case "ge" -> number(attribute, Ordering.GREATER_OR_EQUAL, value);
            case "lt" -> number(attribute, Ordering.LESS, value);
            case "le" -> number(attribute, Ordering.LESS_OR_EQUAL, value);
            case "semver_eq" -> version(attribute, Ordering.EQUAL, value);
            case "semver_gt" -> version(attribute, Ordering.GREATER, value);
            case "semver_ge" -> version(attribute, Ordering.GREATER_OR_EQUAL, value);
            case "semver_lt" -> version(attribute, Ordering.LESS, value);
            case "semver_le" -> version(attribute, Ordering.LESS_OR_EQUAL, value);
            default -> Constant.UNKNOWN;
        };
    }

    private static Condition exact(String attribute, @Nullable Object value) {
        if (value instanceof String text) {
            return new ExactText(attribute, text);
        }
        return value instanceof Boolean flag
                ? new ExactBoolean(attribute, flag)
                : number(attribute, Ordering.EQUAL, value);
    }

    private static Condition number(String attribute, Ordering ordering, @Nullable Object value) {
        double expected = ValidNumber.of(value);
        return Double.isNaN(expected) ? Constant.UNKNOWN : new NumberComparison(attribute, ordering, expected);
    }

    private static Condition version(String attribute, Ordering ordering, @Nullable Object value) {
        SemanticVersion target = value instanceof String text ? SemanticVersion.parse(text) : null;
        return target == null ? Constant.UNKNOWN : new VersionComparison(attribute, ordering, target);
    }
}
