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

    /** What an experiment shows that belongs to no flag. Has no variables, so nothing in it ever changes. */
    static final ShownVariables NONE =
            new ShownVariables(new FlagVariables(List.of(), new VariableConverter()), new OverridePositions());

    private final FlagVariables variables;
    private final OverridePositions positions;
    private final OptimizelyVariable[] standard;
    private final Map<String, OptimizelyVariable> defaults;

    /** @param positions finds what is overridden; may be used for one flag after the other */
    ShownVariables(FlagVariables variables, OverridePositions positions) {
        this.variables = variables;
        this.positions = positions;
        this.standard = new OptimizelyVariable[variables.size()];
        for (int i = 0; i < standard.length; i++) {
            Variable variable = variables.declaration(i);
            standard[i] =
                    new OptimizelyVariable(variable.id(), variable.key(), variable.type(), variable.defaultValue());
        }
        this.defaults = SmallMap.of(variables.names(), standard);
    }

    private static OptimizelyVariable with(@Nullable String value, OptimizelyVariable standard) {
        return new OptimizelyVariable(standard.id(), standard.key(), standard.type(), value);
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
        int[] positionOf = positions.of(variables, overrides);
        OptimizelyVariable[] shown = standard.clone();
        for (int i = 0; i < overrides.size(); i++) {
            int position = positionOf[i];
            if (position != Positions.NONE && !Objects.equals(overrides.value(i), shown[position].value())) {
                shown[position] = with(overrides.value(i), standard[position]);
            }
        }
        return SmallMap.of(variables.names(), shown);
    }
}
