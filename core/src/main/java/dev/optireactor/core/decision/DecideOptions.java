package dev.optireactor.core.decision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** An immutable set of {@link OptimizelyDecideOption}s. */
public final class DecideOptions {

    private static final List<OptimizelyDecideOption> ALL = List.of(OptimizelyDecideOption.values());

    /** Every set there is, by its bits, so that no call has to make one. */
    private static final DecideOptions[] SETS = new DecideOptions[1 << ALL.size()];

    static {
        Arrays.setAll(SETS, DecideOptions::new);
    }

    private final int bits;

    private DecideOptions(int bits) {
        this.bits = bits;
    }

    /** {@return no options} */
    public static DecideOptions none() {
        return SETS[0];
    }

    /**
     * {@return the set of these options}
     *
     * @param options any options; duplicates are irrelevant
     */
    public static DecideOptions of(OptimizelyDecideOption... options) {
        return none().plus(options);
    }

    /**
     * {@return the set of these options}
     *
     * @param options any options; duplicates are irrelevant
     */
    public static DecideOptions of(Collection<OptimizelyDecideOption> options) {
        return of(options.toArray(new OptimizelyDecideOption[0]));
    }

    /**
     * {@return these options and those}
     *
     * @param further options to add
     */
    public DecideOptions plus(OptimizelyDecideOption... further) {
        int union = bits;
        for (OptimizelyDecideOption option : Objects.requireNonNull(further, "options")) {
            union |= bit(Objects.requireNonNull(option, "an option"));
        }
        return SETS[union];
    }

    @SuppressWarnings("EnumOrdinal") // Bits live as long as this class, so the order of the options does not matter.
    private static int bit(OptimizelyDecideOption option) {
        return 1 << option.ordinal();
    }

    /**
     * {@return whether the option is in the set}
     *
     * @param option an option
     */
    public boolean has(OptimizelyDecideOption option) {
        return (bits & bit(option)) != 0;
    }

    /** {@return the options as an immutable set} */
    public Set<OptimizelyDecideOption> toSet() {
        Set<OptimizelyDecideOption> options = EnumSet.noneOf(OptimizelyDecideOption.class);
        ALL.stream().filter(this::has).forEach(options::add);
        return Collections.unmodifiableSet(options);
    }

    // Equality is identity: there is one object of each set.

    @Override
    public String toString() {
        return toSet().toString();
    }
}
