package dev.optireactor.core.generated;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Generates condition trees, and attributes for them. Each attribute has a kind of value that conditions and users mostly
 * agree on, so that conditions are often met; and sometimes not, so that all confusions of types come up.
 */
final class Conditions {

    static final List<String> SEGMENTS = List.of("s1", "s2", "S1");

    private static final String TEXT = "country";
    private static final String NUMBER = "age";
    private static final String FLAG = "vip";
    private static final String VERSION = "version";
    private static final List<String> NAMES = List.of(TEXT, NUMBER, FLAG, VERSION, "clé 日本", "COUNTRY");

    private static final Arbitrary<Object> TEXTS = Arbitraries.of("US", "us", "U", "", "10", "true", "é", "日本語", "😀");
    private static final Arbitrary<Object> NUMBERS = Arbitraries.of(
            0, 1, -1, 10, 10.0, 10.5, 18, 0.1, 2147483648L, -10, 9007199254740992L, 9007199254740992.0, 1e300);
    private static final Arbitrary<Object> FLAGS = Arbitraries.of(true, false);
    private static final Arbitrary<Object> VERSIONS = Arbitraries.of(
            "2",
            "2.1",
            "2.1.3",
            "2.0.9",
            "2.1.3-beta",
            "2.1.3-beta.1",
            "2.1.3-10",
            "2.1.3-9",
            "2.1.3+build",
            "2.1.3+b-1",
            "2.1.3-b+1",
            "1.2.3-",
            "02.1",
            "2.1.3.4",
            "2..1",
            " 2.1",
            "v2",
            "a.b",
            "-");

    /** Versions on which the official SDK deviates from all others. */
    private static final Arbitrary<Object> ODD_VERSIONS =
            Arbitraries.of("", "+2", "-1", "2147483648", "2.1+a+b", "2.-1");

    /** Any JSON value. */
    private static final Arbitrary<@Nullable Object> ANY_JSON = Arbitraries.of(
                    "US", "10", 10, 10.5, true, List.of("US"), Map.of("k", 1))
            .injectNull(0.1);

    /** Values that programs hand in and no JSON has, or no condition can use. */
    private static final Arbitrary<@Nullable Object> ANY_VALUE = Arbitraries.<@Nullable Object>of(
                    "US",
                    10,
                    10L,
                    10.0f,
                    0.1f,
                    true,
                    Double.NaN,
                    Float.NEGATIVE_INFINITY,
                    1e17,
                    'U',
                    List.of("US"),
                    Map.of("k", 1),
                    new BigDecimal("10"),
                    BigInteger.TEN,
                    1L << 60)
            .injectNull(0.2);

    private Conditions() {}

    /** {@return condition trees of audiences} */
    static Arbitrary<Object> audienceTrees() {
        return trees(leaves(), 3);
    }

    /** {@return condition trees of rules, over these ids} */
    static Arbitrary<Object> ruleTrees(List<String> ids) {
        return trees(Arbitraries.of(ids).map(id -> id), 2);
    }

    private static Arbitrary<Object> trees(Arbitrary<Object> leaves, int depth) {
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Object> nested = Combinators.combine(
                        Arbitraries.of("and", "or", "not", ""),
                        Arbitraries.frequencyOf(Tuple.of(1, trees(leaves, 0)), Tuple.of(2, trees(leaves, depth - 1)))
                                .list()
                                .ofMaxSize(3))
                .as((operator, operands) -> {
                    List<@Nullable Object> tree = operator.isEmpty() ? array() : array(operator);
                    tree.addAll(operands);
                    return tree;
                });
        return Arbitraries.frequencyOf(Tuple.of(1, leaves), Tuple.of(3, nested));
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, leaf(TEXT, TEXTS, "exact", "substring")),
                Tuple.of(6, leaf(NUMBER, NUMBERS, "exact", "gt", "ge", "lt", "le")),
                Tuple.of(2, leaf(FLAG, FLAGS, "exact")),
                Tuple.of(6, leaf(VERSION, VERSIONS, "semver_eq", "semver_gt", "semver_ge", "semver_lt", "semver_le")),
                Tuple.of(3, anyName().flatMap(name -> leaf(name, ANY_JSON, "exists"))),
                Tuple.of(3, segmentLeaf()),
                Tuple.of(3, confusedLeaf()),
                Tuple.of(1, rareLeaf()));
    }

    private static Arbitrary<String> anyName() {
        return Arbitraries.of(NAMES);
    }

    private static Arbitrary<Object> leaf(
            String name, Arbitrary<? extends @Nullable Object> values, String... matches) {
        return Combinators.combine(type(), Arbitraries.of(matches), values)
                .as((type, match, value) -> leaf(type, match, name, value));
    }

    /** The type is not what decides: both known ones work with every match. */
    private static Arbitrary<String> type() {
        return Arbitraries.frequency(
                Tuple.of(20, "custom_attribute"),
                Tuple.of(2, "third_party_dimension"),
                Tuple.of(1, "custom_dimension"));
    }

    private static Object leaf(String type, @Nullable String match, String name, @Nullable Object value) {
        Map<String, @Nullable Object> leaf = object("type", type, "name", name, "value", value);
        if (match != null) {
            leaf.put("match", match);
        }
        return leaf;
    }

    private static Arbitrary<Object> segmentLeaf() {
        return Arbitraries.of(SEGMENTS)
                .map(segment -> leaf("third_party_dimension", "qualified", "odp.audiences", segment));
    }

    /** A match with a value that it may not be able to use, on an attribute that may be of another kind. */
    private static Arbitrary<Object> confusedLeaf() {
        Arbitrary<String> matches = Arbitraries.of(
                "exact", "gt", "le", "substring", "semver_eq", "semver_ge", "exists", "unknown", "EXACT", "");
        return Combinators.combine(matches, anyName(), ANY_JSON)
                .as((match, name, value) -> leaf("custom_attribute", match, name, value));
    }

    /** Leaves on which the official SDK is known to differ; seldom, so that they do not cover up what is not known. */
    private static Arbitrary<Object> rareLeaf() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        Combinators.combine(anyName(), ANY_JSON)
                                .as((name, value) -> leaf("custom_attribute", null, name, value))),
                Tuple.of(
                        1,
                        Combinators.combine(anyName(), ANY_JSON)
                                .as((name, value) -> leaf("custom_attribute", "legacy", name, value))),
                Tuple.of(2, leaf(VERSION, ODD_VERSIONS, "semver_eq", "semver_gt", "semver_le")),
                Tuple.of(
                        1, leaf(NUMBER, Arbitraries.of(-0.0, 9007199254740993L, Long.MIN_VALUE), "exact", "ge", "lt")));
    }

    /** {@return attributes of a user} */
    static Arbitrary<Map<String, @Nullable Object>> attributes() {
        return Combinators.combine(
                        value(TEXTS),
                        value(NUMBERS),
                        value(FLAGS),
                        value(VERSIONS),
                        value(TEXTS),
                        Arbitraries.integers().between(0, 63),
                        bucketingId())
                .as((text, number, flag, version, other, present, bucketingId) -> {
                    Map<String, @Nullable Object> attributes = object();
                    List<@Nullable Object> values = array(text, number, flag, version, other, text);
                    for (int i = 0; i < NAMES.size(); i++) {
                        if ((present & (1 << i)) != 0) {
                            attributes.put(NAMES.get(i), values.get(i));
                        }
                    }
                    attributes.putAll(bucketingId);
                    return attributes;
                });
    }

    private static Arbitrary<@Nullable Object> value(Arbitrary<Object> usual) {
        Arbitrary<@Nullable Object> rare = Arbitraries.of(
                -0.0, (short) 10, (byte) 10, 9007199254740993L, Long.MIN_VALUE, "2147483648", "2.1+a+b", "+2");
        return Arbitraries.frequencyOf(Tuple.of(90, usual), Tuple.of(15, ANY_VALUE), Tuple.of(2, rare));
    }

    private static Arbitrary<Map<String, Object>> bucketingId() {
        Arbitrary<Map<String, Object>> given =
                Arbitraries.<Object>of("", "other", "日本", 5, true).map(id -> Map.of("$opt_bucketing_id", id));
        return Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just(Map.of())), Tuple.of(1, given));
    }
}
