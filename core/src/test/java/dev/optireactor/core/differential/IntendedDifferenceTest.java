package dev.optireactor.core.differential;

import static dev.optireactor.core.fixture.Datafiles.experiment;
import static dev.optireactor.core.fixture.Datafiles.flag;
import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each intended difference exists: there is a case on which the SDKs differ, and only its entry accepts that. */
class IntendedDifferenceTest {

    @ParameterizedTest
    @EnumSource
    void theSdksDoDiffer(IntendedDifference difference) {
        Comparison comparison = new Comparison(witness(difference));

        assertThat(comparison.unexplained()).isEmpty();
        assertThat(comparison.accepted().keySet()).as(difference.rule()).containsExactly(difference);
    }

    private static Case witness(IntendedDifference difference) {
        return switch (difference) {
            case MISSING_MATCH_IS_EXACT -> condition(null, "10", 10);
            case LEGACY_IS_NO_MATCH -> condition("legacy", "10", "10");
            case NEGATIVE_ZERO_IS_ZERO -> condition("exact", 0, -0.0);
            case LIMIT_OF_NUMBERS_IS_EXACT -> condition("exact", 9007199254740992.0, 9007199254740993L);
            case SMALL_INTEGERS_ARE_NUMBERS -> condition("exact", 10, (short) 10);
            case VERSIONS_ARE_PARSED_IN_FULL -> condition("semver_eq", "2147483648", "2147483648");
            case LAUNCHED_IS_NOT_RUNNING -> experimentWith("status", "Launched");
            case FEATURE_ROLLOUTS_END_WITH_EVERYONE_ELSE -> featureRollout();
            case JSON_VARIABLES_MAY_BE_ANY_JSON -> jsonVariable();
            case FORCED_VARIATIONS_ARE_FOUND_IN_RULE_ORDER -> forcedVariation();
            case UNKNOWN_VARIATIONS_GET_NO_TRAFFIC -> experimentWith("trafficAllocation", array(range("999", 10000)));
            case USER_DATA_IS_NEVER_A_FORMAT -> delivery("50%off");
        };
    }

    private static User user(String id, Map<String, @Nullable Object> attributes) {
        return new User(id, attributes, null, List.of(), null, Set.of());
    }

    private static Case of(Map<String, @Nullable Object> datafile, User user) {
        datafile.put("anonymizeIP", false);
        datafile.putIfAbsent("audiences", array());
        return new Case(datafile, List.of(user));
    }

    private static Case condition(@Nullable String match, Object expected, Object actual) {
        Map<String, @Nullable Object> condition = object("type", "custom_attribute", "name", "a", "value", expected);
        if (match != null) {
            condition.put("match", match);
        }
        Map<String, @Nullable Object> rule = experiment("301", "e0");
        rule.put("audienceIds", array("1"));
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(rule);
        datafile.put("typedAudiences", array(object("id", "1", "name", "n", "conditions", array("or", condition))));
        return of(datafile, user("u", object("a", actual)));
    }

    private static Case experimentWith(String field, Object value) {
        Map<String, @Nullable Object> rule = experiment("301", "e0");
        rule.put(field, value);
        return of(Datafiles.withExperiment(rule), user("u", Map.of()));
    }

    private static Map<String, @Nullable Object> withDelivery() {
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment("301", "e0"));
        datafile.put("rollouts", array(object("id", "R", "experiments", array(experiment("501", "d0")))));
        datafile.put("featureFlags", array(flag("201", "f0", List.of("301"), "R")));
        Json.set(datafile, "/experiments/0/trafficAllocation", array());
        return datafile;
    }

    private static Case delivery(String userId) {
        return of(withDelivery(), user(userId, Map.of()));
    }

    private static Case featureRollout() {
        Map<String, @Nullable Object> datafile = withDelivery();
        Json.objectAt(datafile, "/experiments/0").put("type", "fr");
        return of(datafile, user("u", Map.of()));
    }

    private static Case jsonVariable() {
        Map<String, @Nullable Object> datafile = withDelivery();
        Json.set(
                datafile,
                "/featureFlags/0/variables",
                array(object("id", "v", "key", "v", "type", "string", "subType", "json", "defaultValue", "[1,2]")));
        return of(datafile, user("u", Map.of()));
    }

    /** Two variations with the key on; in the official SDK's hash order the one of the second rule comes first. */
    private static Case forcedVariation() {
        Map<String, @Nullable Object> datafile = withDelivery();
        Json.set(datafile, "/experiments/0/variations", array(variation("2", "on", true)));
        Json.set(datafile, "/rollouts/0/experiments/0/variations", array(variation("1", "on", false)));
        Json.set(datafile, "/rollouts/0/experiments/0/trafficAllocation", array(range("1", 10000)));
        User.Forced forced = new User.Forced("f0", null, "on");
        return of(datafile, new User("u", Map.of(), null, List.of(forced), null, Set.of()));
    }
}
