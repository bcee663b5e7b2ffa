package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Variable;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one flag: their declarations, and their values in a variation, typed. */
final class FlagVariables {

    private final List<Variable> declarations;
    private final String[] names;
    private final Values defaults;

    /**
     * The variables in one variation.
     *
     * @param json the values by name
     * @param errors one reason for each variable that could not be converted
     */
    record Values(OptimizelyJSON json, List<String> errors) {}

    FlagVariables(List<Variable> declarations) {
        this.declarations = declarations;
        this.names = declarations.stream().map(Variable::key).distinct().toArray(String[]::new);
        this.defaults = convert(null);
    }

    List<Variable> declarations() {
        return declarations;
    }

    /** The distinct keys, in order; never modified. */
    String[] names() {
        return names;
    }

    Values defaults() {
        return defaults;
    }

    Values in(Variation variation) {
        return variation.featureEnabled() && !variation.overrides().isEmpty() ? convert(variation) : defaults;
    }

    private Values convert(@Nullable Variation variation) {
        if (names.length == 0) {
            return new Values(OptimizelyJSON.empty(), List.of());
        }
        @Nullable Object[] values = new Object[names.length];
        List<String> errors = List.of();
        for (Variable variable : declarations) {
            String text = variation == null
                    ? variable.defaultValue()
                    : variation.overrides().valueOf(variable);
            Object value = VariableValue.parse(variable.type(), text);
            if (value == VariableValue.UNUSABLE) {
                errors = errors.isEmpty() ? new ArrayList<>() : errors;
                errors.add("Variable value for key \"" + variable.key() + "\" is invalid or wrong type.");
                value = null;
            }
            values[position(variable.key())] = value;
        }
        return new Values(OptimizelyJSON.wrap(names, values), List.copyOf(errors));
    }

    /** Where a key stands among the names. */
    int position(String name) {
        int i = 0;
        while (!names[i].equals(name)) {
            i++;
        }
        return i;
    }
}
