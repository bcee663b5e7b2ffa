package dev.optireactor.core.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/** Users for all sides: different ones, each with attributes of his own, so that no side answers from a cache. */
final class Users {

    static final int COUNT = 1024;

    static final List<String> ATTRIBUTES =
            List.of("market", "age", "logged_in", "country", "plan", "device", "spent", "app_version", "email");
    static final List<String> COUNTRIES = List.of("US", "DE", "GB", "FR", "JP", "BR");
    static final List<String> PLANS = List.of("free", "basic", "premium");
    static final List<String> DEVICES = List.of("phone", "tablet", "desktop");

    private Users() {}

    /** A user as every SDK gets him. */
    record User(String id, Map<String, Object> attributes) {}

    static List<User> all() {
        Random random = new Random(1024);
        return random.ints(COUNT).mapToObj(number -> user(random)).toList();
    }

    static <T> List<T> all(Function<User, T> conversion) {
        return all().stream().map(conversion).toList();
    }

    private static User user(Random random) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("market", text("retail"));
        attributes.put("age", 18 + random.nextInt(60));
        attributes.put("logged_in", true);
        attributes.put("country", text(COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        attributes.put("plan", text(PLANS.get(random.nextInt(PLANS.size()))));
        attributes.put("device", text(DEVICES.get(random.nextInt(DEVICES.size()))));
        attributes.put("spent", random.nextInt(100_000) / 100.0);
        attributes.put("app_version", random.nextInt(7) + "." + random.nextInt(10) + ".3");
        attributes.put("email", id.substring(0, 8) + "@example.com");
        return new User(id, attributes);
    }

    /** A text as it comes out of a request: equal to the datafile's, but never the same object. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static String text(String value) {
        return new String(value);
    }
}
