package dev.optireactor.core.generated;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Generates users, who know the names that projects may have. */
final class Users {

    private Users() {}

    static Arbitrary<User> users() {
        return Combinators.combine(
                        ids(),
                        Conditions.attributes(),
                        Arbitraries.of(Conditions.SEGMENTS).list().ofMaxSize(2).injectNull(0.3),
                        seldom(forced().list().ofMinSize(1).ofMaxSize(5), List.of()),
                        profiles(),
                        options())
                .as(User::new);
    }

    static Arbitrary<String> ids() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 9).map(number -> "u" + number)),
                Tuple.of(3, Arbitraries.integers().between(10, 1000000).map(number -> "user-" + number)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "",
                                " ",
                                "日本語ユーザー",
                                "😀",
                                "e\u0301",
                                "a b",
                                "line\nbreak",
                                "\"quoted\"",
                                "\\",
                                "{}",
                                "$1")));
    }

    private static Arbitrary<User.Forced> forced() {
        Arbitrary<String> ruleKeys =
                Arbitraries.of("e0", "e1", "e2", "e3", "e4", "e5", "d0_0", "d0_1", "d1_0", "d1_1", "d2_0", "", "nope");
        return Combinators.combine(
                        Arbitraries.of("f0", "f1", "f2", "f3", "f4", "f5", "nope"),
                        ruleKeys.injectNull(0.5),
                        variationKeys())
                .as(User.Forced::new);
    }

    static Arbitrary<String> variationKeys() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of("on", "off", "nope", "")),
                Tuple.of(
                        6,
                        Arbitraries.of(
                                "e0_0", "e0_1", "e1_0", "e1_1", "e2_0", "e3_0", "e4_0", "d0_0_0", "d0_1_0", "d1_0_0")));
    }

    private static Arbitrary<@Nullable Map<String, String>> profiles() {
        Arbitrary<Map<String, String>> entries = Arbitraries.maps(
                        Arbitraries.of("30", "31", "32", "33", "34", "35"), Arbitraries.of("0", "1", "9"))
                .ofMaxSize(3)
                .map(stored -> {
                    Map<String, String> profile = new TreeMap<>();
                    stored.forEach((experiment, variation) -> profile.put(experiment, experiment + variation));
                    return profile;
                });
        return entries.injectNull(0.7);
    }

    private static Arbitrary<Set<OptimizelyDecideOption>> options() {
        return seldom(
                Arbitraries.of(
                                OptimizelyDecideOption.ENABLED_FLAGS_ONLY,
                                OptimizelyDecideOption.EXCLUDE_VARIABLES,
                                OptimizelyDecideOption.INCLUDE_REASONS,
                                OptimizelyDecideOption.IGNORE_USER_PROFILE_SERVICE,
                                OptimizelyDecideOption.DISABLE_DECISION_EVENT)
                        .set()
                        .ofMaxSize(3),
                Set.of());
    }

    private static <T> Arbitrary<T> seldom(Arbitrary<T> arbitrary, T usual) {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(usual)), Tuple.of(1, arbitrary));
    }
}
