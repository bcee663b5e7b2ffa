package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Variable;
import dev.optireactor.core.datafile.VariableOverrides;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one flag: their declarations, and their values in a variation, typed. */
final class FlagVariables {

    private final Variable[] declarations;
    private final String[] names;

    /** Null where there are few, which are looked at one after the other. */
    private final @Nullable Map<String, Integer> byId;

    /** With {@link VariableConverter#UNUSABLE} where it applies; else those of {@link #defaults}. */
    private final @Nullable Object[] defaultValues;

    private final Values defaults;

    /**
     * The variables in one variation.
     *
     * @param json the values by name
     * @param errors one reason for each variable that could not be converted
     */
    record Values(OptimizelyJSON json, List<String> errors) {}

    FlagVariables(List<Variable> declared, VariableConverter converter) {
        this.declarations = distinct(declared);
        this.names = new String[declarations.length];
        this.defaultValues = new Object[declarations.length];
        for (int i = 0; i < declarations.length; i++) {
            Variable variable = declarations[i];
            names[i] = variable.key();
            defaultValues[i] = converter.convert(variable.type(), variable.defaultValue());
        }
        this.byId = declarations.length <= Positions.FEW ? null : byId(declarations);
        this.defaults = values(defaultValues);
    }

    private static Map<String, Integer> byId(Variable[] declarations) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < declarations.length; i++) {
            positions.put(declarations[i].id(), i);
        }
        return positions;
    }

    /** Of declarations with the same key, the first decides the place and the last everything else. */
    private static Variable[] distinct(List<Variable> declared) {
        String[] keys = new String[declared.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = declared.get(i).key();
        }
        Positions last = new Positions(keys);
        for (int i = 0; i < keys.length; i++) {
            if (last.of(keys[i]) != i) {
                Map<String, Variable> byKey = new LinkedHashMap<>();
                declared.forEach(variable -> byKey.put(variable.key(), variable));
                return byKey.values().toArray(new Variable[0]);
            }
        }
        return declared.toArray(new Variable[0]);
    }

    /** How many there are. */
    int size() {
        return names.length;
    }

    /** Their distinct names, in order; never modified. */
    String[] names() {
        return names;
    }

    Variable declaration(int position) {
        return declarations[position];
    }

    /**
     * The position of the variable, the last of several, that is overridden; {@link Positions#NONE} if the flag does not
     * have it.
     */
    int position(VariableOverrides overrides, int override) {
        if (byId != null) {
            return byId.getOrDefault(overrides.id(override), Positions.NONE);
        }
        int position = declarations.length - 1;
        while (position >= 0 && !overrides.concerns(override, declarations[position])) {
            position--;
        }
        return position;
    }

    Values defaults() {
        return defaults;
    }

    /** Whether a variation may show anything else than the defaults. */
    boolean areChangedBy(Variation variation) {
        return variation.featureEnabled() && variation.hasOverrides() && names.length > 0;
    }

    /** The values in a variation that changes some of them. */
    Values in(Variation variation, VariableConverter converter, OverridePositions positions) {
        VariableOverrides overrides = variation.overrides();
        int[] positionOf = positions.of(this, overrides);
        @Nullable Object[] values = defaultValues.clone();
        for (int i = 0; i < overrides.size(); i++) {
            int position = positionOf[i];
            if (position != Positions.NONE) {
                values[position] = converter.convert(declarations[position].type(), overrides.value(i));
            }
        }
        return values(values);
    }

    /** Values that can be used are taken as they are. */
    private Values values(@Nullable Object[] values) {
        List<String> errors = new ArrayList<>(0);
        @Nullable Object[] usable = values;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == VariableConverter.UNUSABLE) {
                errors.add("Variable value for key \"" + names[i] + "\" is invalid or wrong type.");
                usable = usable == values ? values.clone() : usable;
                usable[i] = null;
            }
        }
        return new Values(OptimizelyJSON.wrap(names, usable), List.copyOf(errors));
    }
}
