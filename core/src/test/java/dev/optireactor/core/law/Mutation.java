package dev.optireactor.core.law;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import dev.optireactor.core.fixture.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Spoils JSON trees at random places. */
final class Mutation {

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** {@return a copy of the tree with a few things changed} */
    Object mutate(Object tree) {
        Object[] root = {Json.copy(tree)};
        int times = 1 + random.nextInt(5);
        for (int i = 0; i < times; i++) {
            List<Object> containers = new ArrayList<>();
            collect(root[0], containers);
            if (!containers.isEmpty()) {
                change(containers.get(random.nextInt(containers.size())), containers);
            }
        }
        return root[0];
    }

    private static void collect(@Nullable Object tree, List<Object> containers) {
        if (tree instanceof Map<?, ?> object) {
            containers.add(tree);
            object.values().forEach(member -> collect(member, containers));
        } else if (tree instanceof List<?> list) {
            containers.add(tree);
            list.forEach(element -> collect(element, containers));
        }
    }

    @SuppressWarnings("unchecked")
    private void change(Object container, List<Object> others) {
        if (random.nextInt(8) == 0 && container instanceof Map<?, ?>) {
            copyId((Map<String, @Nullable Object>) container, others.get(random.nextInt(others.size())));
        } else if (container instanceof Map<?, ?>) {
            changeObject((Map<String, @Nullable Object>) container);
        } else {
            changeList((List<@Nullable Object>) container);
        }
    }

    /** What is meant to be unique no longer is. */
    private static void copyId(Map<String, @Nullable Object> object, Object other) {
        if (other instanceof Map<?, ?> members && members.get("id") instanceof String id) {
            object.put("id", id);
        }
    }

    private void changeObject(Map<String, @Nullable Object> object) {
        if (object.isEmpty()) {
            object.put("id", anything());
            return;
        }
        String name = new ArrayList<>(object.keySet()).get(random.nextInt(object.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.put(name, array(object.get(name)));
            case 2 -> object.put(name.toUpperCase(Locale.ROOT), object.remove(name));
            default -> object.put(name, anything());
        }
    }

    private void changeList(List<@Nullable Object> list) {
        if (list.isEmpty()) {
            list.add(anything());
            return;
        }
        int at = random.nextInt(list.size());
        switch (random.nextInt(5)) {
            case 0 -> list.remove(at);
            case 1 -> list.add(Json.copy(list.get(at)));
            case 2 -> list.add(0, list.remove(at));
            case 3 -> list.set(at, array(list.get(at), anything()));
            default -> list.set(at, anything());
        }
    }

    private @Nullable Object anything() {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> true;
            case 2 -> -1;
            case 3 -> random.nextInt(20000);
            case 4 -> Long.MAX_VALUE;
            case 5 -> 1e308;
            case 6 -> "";
            case 7 -> "not";
            case 8 -> "%s %n 50%";
            case 9 -> String.valueOf(30 + random.nextInt(4));
            case 10 -> "[\"not\",[\"and\",{\"match\":\"exact\"}]]";
            case 11 -> array();
            case 12 -> object();
            default -> object("match", "semver_ge", "type", "custom_attribute", "name", "version", "value", "1");
        };
    }
}
