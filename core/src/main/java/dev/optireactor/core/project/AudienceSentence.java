package dev.optireactor.core.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A tree of audience ids as a sentence of quoted audience names; names are not escaped. */
final class AudienceSentence {

    private AudienceSentence() {}

    static String of(@Nullable Object tree, UnaryOperator<String> nameOf) {
        if (tree instanceof String id) {
            return '"' + nameOf.apply(id) + '"';
        }
        if (!(tree instanceof List<?> list) || list.isEmpty()) {
            return "";
        }
        Object first = list.get(0);
        if ("not".equals(first)) {
            return list.size() == 1 ? "" : "NOT " + operand(list.get(1), nameOf);
        }
        boolean explicit = "and".equals(first) || "or".equals(first);
        List<?> operands = explicit ? list.subList(1, list.size()) : list;
        if (operands.size() == 1) {
            return of(operands.get(0), nameOf);
        }
        List<String> parts = new ArrayList<>(operands.size());
        operands.forEach(operand -> parts.add(operand(operand, nameOf)));
        return String.join("and".equals(first) ? " AND " : " OR ", parts);
    }

    private static String operand(@Nullable Object tree, UnaryOperator<String> nameOf) {
        return tree instanceof String ? of(tree, nameOf) : '(' + of(tree, nameOf) + ')';
    }
}
