package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Variable;
import dev.optireactor.core.datafile.VariableOverrides;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one flag: their declarations, and their values in a variation, typed. */
final class FlagVariables {

    private final Variable[] declarations;
    private final String[] names;
    private final Positions byId;
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
        String[] ids = new String[declarations.length];
        for (int i = 0; i < declarations.length; i++) {
            Variable variable = declarations[i];
            names[i] = variable.key();
            ids[i] = variable.id();
            defaultValues[i] = converter.convert(variable.type(), variable.defaultValue());
        }
        this.byId = new Positions(ids);
        this.defaults = values(defaultValues.clone());
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

    /** The position of a variable; {@link Positions#NONE} if the flag has none with this id. */
    int position(String id) {
        return byId.of(id);
    }

    Values defaults() {
        return defaults;
    }

    /** Whether a variation may show anything else than the defaults. */
    boolean areChangedBy(Variation variation) {
        return variation.featureEnabled() && !variation.overrides().isEmpty() && names.length > 0;
    }

    /** The values in a variation that changes some of them. */
    Values in(Variation variation, VariableConverter converter) {
        VariableOverrides overrides = variation.overrides();
        @Nullable Object[] values = defaultValues.clone();
        for (int i = 0; i < overrides.size(); i++) {
            int position = position(overrides.id(i));
            if (position != Positions.NONE) {
                values[position] = converter.convert(declarations[position].type(), overrides.value(i));
            }
        }
        return values(values);
    }

    private Values values(@Nullable Object[] values) {
        List<String> errors = List.of();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == VariableConverter.UNUSABLE) {
                errors = errors.isEmpty() ? new ArrayList<>() : errors;
                errors.add("Variable value for key \"" + names[i] + "\" is invalid or wrong type.");
                values[i] = null;
            }
        }
        return new Values(OptimizelyJSON.wrap(names, values), List.copyOf(errors));
    }
}
