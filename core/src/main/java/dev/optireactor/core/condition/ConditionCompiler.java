package dev.optireactor.core.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns condition trees, as plain JSON values, into {@link Condition}s. Equal trees become the same object. Nothing is
 * refused here: what cannot be understood answers {@link Truth#UNKNOWN}. Recursion is bounded by the nesting limit of
 * the datafile reader.
 */
public final class ConditionCompiler {

    private final Map<Object, Condition> audienceTrees = new HashMap<>();
    private final Map<Object, Condition> ruleTrees = new HashMap<>();
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

    private static Condition shared(
            Map<Object, Condition> known, Object tree, Function<@Nullable Object, Condition> leaf) {
        Condition compiled = known.get(tree);
        if (compiled == null) {
            compiled = compile(tree, leaf);
            known.put(tree, compiled);
        }
        return compiled;
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
        Condition[] operands = operands(list, "or".equals(first) ? 1 : 0, leaf);
        return operands.length == 1 ? operands[0] : new AnyOf(operands);
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
