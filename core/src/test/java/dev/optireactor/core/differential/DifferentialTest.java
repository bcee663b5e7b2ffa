package dev.optireactor.core.differential;

import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.Cases;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * The official Java SDK 4.2.2 and this one decide alike, on generated projects and users. What is compared: variation,
 * rule, enabled, variables, and the saved profile.
 */
class DifferentialTest {

    @Property(tries = 450)
    @AddLifecycleHook(Tally.class)
    void decidesLikeTheOfficialSdk(@ForAll("cases") Case subject) {
        Comparison comparison = new Comparison(subject);
        Tally.add(comparison);
        List<String> unexplained = comparison.unexplained();
        if (!unexplained.isEmpty()) {
            throw new AssertionError(unexplained.size() + " unexplained differences, such as " + unexplained.get(0));
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Cases.cases();
    }
}
