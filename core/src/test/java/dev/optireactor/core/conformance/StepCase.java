package dev.optireactor.core.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls on a new client, one after the other.
 *
 * @param datafile the client's datafile
 * @param client how the client is set up; empty is the ordinary way
 * @param steps the calls
 */
record StepCase(String datafile, Map<String, @Nullable Object> client, List<Step> steps) {

    static StepCase read(Fields fields) {
        return new StepCase(
                fields.ignoring("note").text("datafile"),
                fields.optionalObject("client"),
                fields.list("steps").stream().map(Step::read).toList());
    }
}
