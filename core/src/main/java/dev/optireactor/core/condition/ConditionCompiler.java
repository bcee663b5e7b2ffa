package dev.optireactor.core.condition;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns condition trees, as plain JSON values, into {@link Condition}s. Trees that are the same object become the same
 * condition; the datafile reader sees to it that equal trees are. Nothing is refused here: what cannot be understood
 * answers {@link Truth#UNKNOWN}. Recursion is bounded by the nesting limit of the datafile reader.
 */
public final class ConditionCompiler {

    private final IdentityHashMap<Object, Condition> audienceTrees = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Condition> ruleTrees = new IdentityHashMap<>();

    /** Apart from the trees of rules: the same list may be both, and mean something else. */
    private final IdentityHashMap<List<String>, Condition> idLists = new IdentityHashMap<>();

    private final Function<String, @Nullable Condition> audiences;

    /**
     * Creates a compiler for the audiences of one datafile.
     *
     * @param audiences finds a compiled audience by id; null when there is none
     */
    public ConditionCompiler(Function<String, @Nullable Condition> audiences) {
        this.audiences = audiences;
    }

    /**
     * Compiles the conditions of an audience, whose leaves are objects.
     *
     * @param tree the conditions
     * @return the compiled audience
     */
    public Condition audience(@Nullable Object tree) {
        return tree == null ? Constant.UNKNOWN : shared(audienceTrees, tree, this::audienceLeaf);
    }

    /**
     * Compiles the conditions of a rule, whose leaves are audience ids.
     *
     * @param tree a list, or a text that is one audience id
     * @return the compiled condition, or {@code null} if everyone passes
     */
    public @Nullable Condition rule(Object tree) {
        return tree instanceof List<?> list && list.isEmpty() ? null : shared(ruleTrees, tree, this::ruleLeaf);
    }

    /**
     * Compiles a list of audiences of which a user has to be in one. A text in it is an id, even if it reads like an
     * operator.
     *
     * @param audienceIds ids of audiences
     * @return the compiled condition
     */
    public Condition anyOf(List<String> audienceIds) {
        return idLists.computeIfAbsent(audienceIds, ids -> anyOf(operands(audienceIds, 0, this::ruleLeaf)));
    }

    private static Condition anyOf(Condition[] operands) {
        return operands.length == 1 ? operands[0] : new AnyOf(operands);
    }

    private static Condition shared(
            IdentityHashMap<Object, Condition> known, Object tree, Function<@Nullable Object, Condition> leaf) {
        return known.computeIfAbsent(tree, first -> compile(first, leaf));
    }

    private static Condition compile(@Nullable Object tree, Function<@Nullable Object, Condition> leaf) {
        if (!(tree instanceof List<?> list)) {
            return leaf.apply(tree);
        }
        if (list.isEmpty()) {
            return Constant.TRUE;
        }
        Object first = list.get(0);
        if ("and".equals(first)) {
            return new AllOf(operands(list, 1, leaf));
        }
        if ("not".equals(first)) {
            return list.size() == 1 ? Constant.UNKNOWN : new Not(compile(list.get(1), leaf));
        }
        return anyOf(operands(list, "or".equals(first) ? 1 : 0, leaf));
    }

    private static Condition[] operands(List<?> list, int from, Function<@Nullable Object, Condition> leaf) {
        Condition[] operands = new Condition[list.size() - from];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = compile(list.get(from + i), leaf);
        }
        return operands;
    }

    private Condition ruleLeaf(@Nullable Object leaf) {
        if (leaf instanceof String id) {
            Condition audience = audiences.apply(id);
            return audience == null ? Constant.UNKNOWN : audience;
        }
        return leaf == null ? Constant.UNKNOWN : audienceLeaf(leaf);
    }

    private Condition audienceLeaf(@Nullable Object leaf) {
        return leaf instanceof Map<?, ?> members ? MatchType.compile(members) : Constant.UNKNOWN;
    }
}
