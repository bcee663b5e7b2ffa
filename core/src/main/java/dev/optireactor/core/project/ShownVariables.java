package dev.optireactor.core.project;

import dev.optireactor.core.config.OptimizelyVariable;
import dev.optireactor.core.datafile.Variable;
import dev.optireactor.core.datafile.VariableOverrides;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.SmallMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The variables of a flag as the summary shows them. */
final class ShownVariables {

    /** What an experiment shows that belongs to no flag. */
    static final ShownVariables NONE = new ShownVariables(new FlagVariables(List.of(), new VariableConverter()));

    private final FlagVariables variables;
    private final OptimizelyVariable[] standard;
    private final Map<String, OptimizelyVariable> defaults;

    ShownVariables(FlagVariables variables) {
        this.variables = variables;
        this.standard = new OptimizelyVariable[variables.size()];
        for (int i = 0; i < standard.length; i++) {
            Variable variable = variables.declaration(i);
            standard[i] = shown(variable, variable.defaultValue());
        }
        this.defaults = SmallMap.of(variables.names(), standard);
    }

    private static OptimizelyVariable shown(Variable variable, @Nullable String value) {
        return new OptimizelyVariable(variable.id(), variable.key(), variable.type(), value);
    }

    /** {@return the variables by name, with their defaults} */
    Map<String, OptimizelyVariable> defaults() {
        return defaults;
    }

    /** {@return the variables by name, with their values in a variation} */
    Map<String, OptimizelyVariable> in(Variation variation) {
        if (!variables.areChangedBy(variation)) {
            return defaults;
        }
        VariableOverrides overrides = variation.overrides();
        OptimizelyVariable[] shown = standard.clone();
        for (int i = 0; i < overrides.size(); i++) {
            int position = variables.position(overrides.id(i));
            if (position != Positions.NONE && !Objects.equals(overrides.value(i), shown[position].value())) {
                shown[position] = shown(variables.declaration(position), overrides.value(i));
            }
        }
        return SmallMap.of(variables.names(), shown);
    }
}
