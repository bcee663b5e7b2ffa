package dev.optireactor.core.generated;

import static dev.optireactor.core.fixture.Json.object;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Generates variables of flags, and texts for them. */
final class Variables {

    static final String JSON = "v3";
    static final List<String> IDS = List.of("v0", "v1", "v2", JSON);

    private Variables() {}

    static Arbitrary<List<Map<String, @Nullable Object>>> declarations() {
        return Arbitraries.of(IDS)
                .flatMap(id -> Combinators.combine(types(id), texts(id)).as((type, text) -> variable(id, type, text)))
                .list()
                .uniqueElements(variable -> variable.get("id"))
                .ofMaxSize(3);
    }

    private static Map<String, @Nullable Object> variable(String id, String type, String text) {
        Map<String, @Nullable Object> variable = object("id", id, "key", "k" + id, "type", type, "defaultValue", text);
        if (id.equals(JSON)) {
            variable.put("subType", "json");
        }
        return variable;
    }

    private static Arbitrary<String> types(String id) {
        return id.equals(JSON) ? Arbitraries.just("string") : Arbitraries.of("boolean", "integer", "double", "string");
    }

    static Arbitrary<String> texts(String id) {
        return id.equals(JSON)
                ? Arbitraries.frequency(
                        Tuple.of(20, "{\"k\":1}"),
                        Tuple.of(20, "{\"k\":{\"l\":[1,2.5,null,true,\"x\"]}}"),
                        Tuple.of(8, "{}"),
                        Tuple.of(8, "{bad"),
                        Tuple.of(1, "[1,2]"))
                : Arbitraries.of(
                        "true", "TRUE", "false", "maybe", "1", "-42", "99999999999", "4.2", "1e3", "NaN", "", "text é");
    }
}
