package dev.optireactor.core.conformance;

import static dev.optireactor.core.conformance.Sdk.JAVA;
import static dev.optireactor.core.conformance.Sdk.PYTHON;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is expected where no single SDK is followed. */
final class OwnAnswers {

    private OwnAnswers() {}

    /** Python's prediction requests without the attributes that are numbers but not finite. */
    static @Nullable Object withoutNonFiniteAttributes(Sample sample) {
        return Edit.members(sample.of(PYTHON), (name, member) -> {
            if (name.equals("attributes") && member instanceof List<?> attributes) {
                return attributes.stream()
                        .filter(attribute -> !(attribute instanceof Map<?, ?> map && isNotFinite(map.get("value"))))
                        .toList();
            }
            return member;
        });
    }

    /** Python's events without tags, at any depth, that JSON cannot carry or that are null. */
    static @Nullable Object withoutUselessTags(Sample sample) {
        return Edit.members(sample.of(PYTHON), (name, member) -> {
            if (!name.equals("tags")) {
                return member;
            }
            Object useful = Edit.members(
                    member, (tag, value) -> value == null || isNotFinite(value) ? Difference.ABSENT : value);
            return Map.of().equals(useful) ? Difference.ABSENT : useful;
        });
    }

    private static boolean isNotFinite(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number);
    }

    static Object strictPrediction(Sample sample) {
        Object id;
        try {
            id = Place.get(Json.read(sample.text("body")), "/predictions/0/variation_id");
        } catch (UnreadableVectorException noJson) {
            return Map.of("failure", true);
        }
        boolean usable =
                id instanceof Number || (id instanceof String text && !text.isEmpty() && !text.equals(Place.ABSENT));
        return usable ? Map.of("variationId", String.valueOf(id)) : Map.of("failure", true);
    }

    /** Where the user's version is the beginning of the target, see {@code semver-build-target}. */
    static @Nullable Object pythonButShorterIsLess(Sample sample) {
        Fields condition = Fields.of(sample.input().get("condition"), "the condition");
        Object user =
                Fields.of(sample.input().get("attributes"), "the attributes").present(condition.text("name"));
        String target = condition.text("value");
        if (target.startsWith(user + ".") || target.startsWith(user + "+")) {
            return Set.of("semver_lt", "semver_le").contains(condition.text("match"));
        }
        return sample.of(PYTHON);
    }

    static Object anyBucket(Sample sample) {
        Rule bucket = new Rule("0 to 9999", value -> value instanceof Integer number && number >= 0 && number < 10_000);
        return Map.of("bucketValue", bucket, "hash", new Rule("any hash", value -> value instanceof Long));
    }

    /** Either answer in each part of each step. */
    static Object pythonOrJava(Sample sample) {
        List<Map<String, @Nullable Object>> java = sample.steps(JAVA);
        List<Object> expected = new ArrayList<>();
        for (Map<String, @Nullable Object> python : sample.steps(PYTHON)) {
            Map<String, @Nullable Object> other = java.get(expected.size());
            Map<String, Object> either = new LinkedHashMap<>();
            python.forEach((part, value) -> {
                List<@Nullable Object> values = new ArrayList<>();
                values.add(value);
                values.add(other.get(part));
                either.put(part, Map.of("$oneOf", values));
            });
            expected.add(either);
        }
        return expected;
    }

    /** Java takes a malformed profile for an empty one; where it throws for another reason, so must we do. */
    static Object javaOrNothingStored(Sample sample) {
        Map<String, @Nullable Object> client =
                Fields.of(sample.input().get("client"), "the client").rest();
        Map<String, @Nullable Object> service =
                Fields.of(client.get("profileService"), "the service").rest();
        service.remove("profiles");
        client.put("profileService", service);
        ScriptedClient nothingStored = new ScriptedClient(sample.project(), client);
        List<Object> expected = new ArrayList<>();
        for (Map<String, @Nullable Object> java : sample.steps(JAVA)) {
            List<@Nullable Object> steps =
                    Fields.of(sample.input(), "the sample").list("steps");
            Map<String, @Nullable Object> outcome = nothingStored.perform(Step.read(steps.get(expected.size())));
            if (java.containsKey("error")) {
                outcome.keySet().retainAll(List.of("decision", "decisions", "savedProfiles"));
                expected.add(outcome);
            } else {
                expected.add(java);
            }
        }
        return expected;
    }
}
