package dev.optireactor.core.decision;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The decisions of flags, as a view: a call that decides all flags needs no second list of them. Immutable. */
final class DecisionList extends AbstractList<OptimizelyDecision> implements RandomAccess {

    private final List<FlagDecision> flags;

    private DecisionList(List<FlagDecision> flags) {
        this.flags = flags;
    }

    /**
     * {@return the decisions that are handed out}
     *
     * @param flags an immutable list
     */
    static List<OptimizelyDecision> of(List<FlagDecision> flags) {
        for (int i = 0; i < flags.size(); i++) {
            if (!flags.get(i).included()) {
                return flags.stream()
                        .filter(FlagDecision::included)
                        .map(FlagDecision::decision)
                        .toList();
            }
        }
        return new DecisionList(flags);
    }

    @Override
    public OptimizelyDecision get(int index) {
        return flags.get(index).decision();
    }

    @Override
    public int size() {
        return flags.size();
    }
}
