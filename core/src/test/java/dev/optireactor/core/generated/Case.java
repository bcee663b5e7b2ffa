package dev.optireactor.core.generated;

import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A datafile and some users. */
public record Case(Map<String, @Nullable Object> datafile, List<User> users) {

    public String datafileText() {
        return Json.text(datafile);
    }

    /** {@return the flags of the datafile} */
    public List<Map<String, @Nullable Object>> flags() {
        return Json.listAt(datafile, "/featureFlags").stream().map(Case::object).toList();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(@Nullable Object tree) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree);
    }

    @Override
    public String toString() {
        return datafileText() + "\n" + users;
    }
}
