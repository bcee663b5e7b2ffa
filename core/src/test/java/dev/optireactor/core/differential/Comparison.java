package dev.optireactor.core.differential;

import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.User;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The decisions of both SDKs for one case, side by side. */
final class Comparison {

    private final Case subject;
    private final OfficialSdk official;
    private final OurKernel ours;
    private final List<String> unexplained = new ArrayList<>();
    private final Map<IntendedDifference, Integer> accepted = new EnumMap<>(IntendedDifference.class);
    private final Map<String, Integer> decisions = new TreeMap<>();

    Comparison(Case subject) {
        this.subject = subject;
        String datafile = subject.datafileText();
        this.official = new OfficialSdk(datafile);
        if (!official.isReady()) {
            throw new AssertionError("the official SDK refuses " + datafile);
        }
        this.ours = new OurKernel(datafile);
        for (int i = 0; i < subject.users().size(); i++) {
            User user = subject.users().get(i);
            decideAll(user);
            List<String> flags = flagKeys();
            decideOne(user, flags.get(i % flags.size()));
        }
    }

    private List<String> flagKeys() {
        return subject.flags().stream()
                .map(flag -> String.valueOf(flag.get("key")))
                .toList();
    }

    private void decideAll(User user) {
        Answers expected;
        try {
            expected = official.decideAll(user);
        } catch (RuntimeException bug) {
            flagKeys().forEach(flagKey -> decideOne(user, flagKey));
            return;
        }
        Answers actual = ours.decideAll(user);
        for (String flagKey : flagKeys()) {
            compare(user, flagKey, actual.flags().get(flagKey), expected.flags().get(flagKey));
        }
        if (!Objects.equals(actual.saved(), expected.saved())) {
            explain(
                    flagKeys().stream().flatMap(flagKey -> differences(user, flagKey)),
                    "profile of " + user + "\n  ours     " + actual.saved() + "\n  official " + expected.saved());
        }
    }

    private void decideOne(User user, String flagKey) {
        compare(user, flagKey, ours.decide(user, flagKey), official.decide(user, flagKey));
    }

    private void compare(User user, String flagKey, @Nullable Answer actual, @Nullable Answer expected) {
        decisions.merge(outcome(actual), 1, Integer::sum);
        if (!Objects.equals(actual, expected)) {
            explain(
                    differences(user, flagKey),
                    flagKey + " for " + user + "\n  ours     " + actual + "\n  official " + expected);
        }
    }

    private Stream<IntendedDifference> differences(User user, String flagKey) {
        Input input = new Input(subject.datafile(), flagKey, user);
        return Stream.of(IntendedDifference.values()).filter(difference -> difference.applies(input));
    }

    private void explain(Stream<IntendedDifference> differences, String observed) {
        differences
                .findFirst()
                .ifPresentOrElse(
                        difference -> accepted.merge(difference, 1, Integer::sum), () -> unexplained.add(observed));
    }

    private static String outcome(@Nullable Answer answer) {
        if (answer == null) {
            return "left out";
        }
        String ruleKey = answer.ruleKey();
        if (ruleKey == null) {
            return answer.variationKey() == null ? "undecided" : "forced";
        }
        return ruleKey.startsWith("e") ? "experiment" : "delivery";
    }

    /** {@return how many decisions were compared, by what they ended in} */
    Map<String, Integer> decisions() {
        return decisions;
    }

    Map<IntendedDifference, Integer> accepted() {
        return accepted;
    }

    /** {@return differences that no entry of {@link IntendedDifference} explains} */
    List<String> unexplained() {
        return unexplained;
    }
}
