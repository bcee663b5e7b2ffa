package dev.optireactor.core.scenario;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule or holdout of a scenario, written {@code name:scope(traits)}: {@code e1}, {@code d1(noaud)},
 * {@code l1:1001,1002(etd)}.
 * <p>
 * The name tells what it is and its ids. {@code e1} is an experiment with id 1001 and variation {@code v_e1} (10011),
 * {@code d1} a delivery rule with id 2001 and variation {@code v_d1} (20011), {@code ee} is everyone else (2009),
 * {@code g1} a global holdout (3001) and {@code l1} a local one (4001), both with a variation that is off
 * ({@code off_g1}, 30011). All of them take all traffic and everyone unless a trait says otherwise.
 *
 * @param name the key
 * @param scope the ids of {@code includedRules}; null if there are none, not even an empty list
 * @param traits what is special about it
 */
record Entity(String name, @Nullable List<String> scope, Set<String> traits) {

    static final String NEVER = "900";

    private static final Pattern NOTATION = Pattern.compile("(\\w+)(:[\\w,]*)?(?:\\(([^)]*)\\))?");
    private static final Set<String> TRAITS = Set.of(
            "out",
            "few",
            "half",
            "noaud",
            "paused",
            "cmab",
            "td",
            "fr",
            "draft",
            "on",
            "etd",
            "etd=null",
            "etd=text",
            "etd=snake");

    static Entity parse(String notation) {
        Matcher matcher = NOTATION.matcher(notation);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no entity: " + notation);
        }
        String scope = matcher.group(2);
        String traits = matcher.group(3);
        Entity entity = new Entity(
                matcher.group(1),
                scope == null ? null : split(scope.substring(1)),
                traits == null ? Set.of() : new LinkedHashSet<>(split(traits)));
        if (!TRAITS.containsAll(entity.traits)) {
            throw new IllegalArgumentException("unknown trait: " + notation);
        }
        return entity;
    }

    private static List<String> split(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    boolean isHoldout() {
        return name.startsWith("g") || name.startsWith("l");
    }

    boolean isGlobal() {
        return name.startsWith("g");
    }

    boolean has(String trait) {
        return traits.contains(trait);
    }

    Entity with(String trait) {
        Set<String> more = new LinkedHashSet<>(traits);
        more.add(trait);
        return new Entity(name, scope, more);
    }

    String id() {
        return switch (name.charAt(0)) {
            case 'g' -> "300" + number();
            case 'l' -> "400" + number();
            case 'd' -> "200" + number();
            default -> name.equals("ee") ? "2009" : "100" + number();
        };
    }

    private char number() {
        return name.charAt(1);
    }

    String variationId() {
        return id() + "1";
    }

    String variationKey() {
        return (isHoldout() ? "off_" : "v_") + name;
    }

    Map<String, @Nullable Object> toJson(@Nullable Map<String, String> whitelist) {
        boolean enabled = !isHoldout() || has("on");
        Map<String, @Nullable Object> json = object(
                "id",
                id(),
                "key",
                name,
                "status",
                has("draft") ? "Draft" : has("paused") ? "Paused" : "Running",
                "audienceIds",
                has("noaud") ? array(NEVER) : array(),
                "variations",
                array(object(
                        "id", variationId(), "key", variationKey(), "featureEnabled", enabled, "variables", array())),
                "trafficAllocation",
                traffic());
        if (isHoldout()) {
            addHoldoutFields(json);
        } else {
            json.put("layerId", "9" + id());
            json.put("forcedVariations", whitelist == null ? object() : whitelist);
            if (has("td") || has("fr")) {
                json.put("type", has("td") ? "td" : "fr");
            }
            if (has("cmab")) {
                json.put("cmab", object("attributeIds", array(), "trafficAllocation", 10000));
            }
        }
        return json;
    }

    private List<@Nullable Object> traffic() {
        return has("out") || has("cmab")
                ? array()
                : array(object("entityId", variationId(), "endOfRange", has("half") ? 5000 : 10000));
    }

    private void addHoldoutFields(Map<String, @Nullable Object> json) {
        if (scope != null) {
            json.put("includedRules", scope);
        }
        if (has("etd")) {
            json.put("excludeTargetedDeliveries", true);
        } else if (has("etd=null")) {
            json.put("excludeTargetedDeliveries", null);
        } else if (has("etd=text")) {
            json.put("excludeTargetedDeliveries", "true");
        } else if (has("etd=snake")) {
            json.put("exclude_targeted_deliveries", true);
        }
    }
}
