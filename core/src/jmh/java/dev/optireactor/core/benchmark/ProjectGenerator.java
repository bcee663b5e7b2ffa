package dev.optireactor.core.benchmark;

import dev.optireactor.core.benchmark.SampleProject.Audience;
import dev.optireactor.core.benchmark.SampleProject.Clause;
import dev.optireactor.core.benchmark.SampleProject.Flag;
import dev.optireactor.core.benchmark.SampleProject.Rule;
import dev.optireactor.core.benchmark.SampleProject.Variable;
import dev.optireactor.core.benchmark.SampleProject.Variation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up projects of any size, the same for the same size. Proportions are those of grown projects. */
final class ProjectGenerator {

    private static final int FULL = 10_000;
    private static final int GROUP_SIZE = 4;
    private static final List<String> AREAS = List.of(
            "checkout",
            "search",
            "onboarding",
            "pricing",
            "recommendations",
            "navigation",
            "payments",
            "notifications");
    private static final List<String> SUBJECTS = List.of(
            "express_button",
            "layout",
            "ranking",
            "free_trial_banner",
            "progress_bar",
            "wallet",
            "upsell",
            "side_menu");

    private final Random random;
    private final int size;
    private final List<Audience> audiences = new ArrayList<>();
    private final List<Flag> flags = new ArrayList<>();
    private long lastId = 9_300_000_512_345L;

    private ProjectGenerator(int size) {
        this.size = size;
        this.random = new Random(size);
    }

    static SampleProject generate(int flags) {
        return new ProjectGenerator(flags).generate();
    }

    private SampleProject generate() {
        int count = 5 + size / 20;
        for (int i = 0; i < count; i++) {
            audiences.add(audience("Customers of segment " + i + " (" + pick(AREAS) + ")", clauses()));
        }
        addScenarios();
        while (flags.size() < size) {
            flags.add(flag(flags.size()));
        }
        return new SampleProject(Users.ATTRIBUTES, audiences, flags);
    }

    private void addScenarios() {
        Audience met = audience(
                "Grown-up retail customers",
                List.of(
                        new Clause("market", "exact", "retail"),
                        new Clause("age", "ge", 18),
                        new Clause("logged_in", "exact", true)));
        audiences.add(met);
        flags.add(experiment(Scenario.AB, List.of()));
        flags.add(experiment(Scenario.AUDIENCE_AB, List.of(met)));
        flags.add(deliveries(List.of(
                new Clause("country", "exact", "AQ"),
                new Clause("age", "gt", 130),
                new Clause("plan", "exact", "staff"),
                new Clause("spent", "gt", 1_000_000_000),
                new Clause("device", "exact", "terminal"))));
    }

    private Flag experiment(Scenario scenario, List<Audience> everyOf) {
        List<Variable> variables = variables(3);
        Rule rule = rule(scenario.flagKey() + "_experiment", everyOf, variables, List.of(5000, FULL), null);
        return new Flag(id(), scenario.flagKey(), "", variables, List.of(rule), List.of());
    }

    private Flag deliveries(List<Clause> missed) {
        List<Variable> variables = variables(3);
        List<Rule> rules = new ArrayList<>();
        for (Clause clause : missed) {
            Audience audience = audience("Nobody by " + clause.attribute(), List.of(clause));
            audiences.add(audience);
            rules.add(rule("delivery_" + clause.attribute(), List.of(audience), variables, List.of(FULL), null));
        }
        rules.add(rule("default-rollout-" + id(), List.of(), variables, List.of(FULL), null));
        return new Flag(id(), Scenario.FIVE_DELIVERIES.flagKey(), id(), variables, List.of(), rules);
    }

    /** Six of ten flags have an experiment, a tenth of these in a group; eight of ten have a rollout. */
    private Flag flag(int number) {
        String key = pick(AREAS) + "_" + pick(SUBJECTS) + "_" + number;
        List<Variable> variables = variables(1 + random.nextInt(5));
        List<Rule> experiments = new ArrayList<>();
        if (number % 10 < 6) {
            String group = number % 40 < GROUP_SIZE ? "group-" + number / 40 : null;
            List<Integer> ends = random.nextInt(3) == 0 ? List.of(3000, 6000, 9000) : List.of(4500, 9000);
            experiments.add(rule(key + "_ab_test", someAudiences(), variables, ends, group));
        }
        List<Rule> deliveries = new ArrayList<>();
        if (number % 10 >= 2) {
            int targeted = random.nextInt(4);
            for (int i = 0; i < targeted; i++) {
                deliveries.add(rule(
                        key + "_targeted_delivery_" + (i + 1),
                        List.of(pick(audiences)),
                        variables,
                        List.of(random.nextInt(2) == 0 ? FULL : 5000),
                        null));
            }
            deliveries.add(rule("default-rollout-" + id(), List.of(), variables, List.of(FULL), null));
        }
        return new Flag(id(), key, deliveries.isEmpty() ? "" : id(), variables, experiments, deliveries);
    }

    private Rule rule(
            String key, List<Audience> someOf, List<Variable> variables, List<Integer> ends, @Nullable String group) {
        List<Variation> variations = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            String name = ends.size() == 1 ? "on" : i == 0 ? "control_group" : "treatment_" + i;
            variations.add(new Variation(id(), name, true, values(variables, i)));
        }
        Map<String, String> whitelist = new LinkedHashMap<>();
        if (ends.size() > 1 && random.nextInt(3) == 0) {
            whitelist.put(
                    "qa-" + pick(AREAS) + "@example.com", variations.get(0).key());
            whitelist.put("developer-" + random.nextInt(100), variations.get(1).key());
        }
        return new Rule(id(), key, id(), someOf, variations, ends, whitelist, group);
    }

    private Map<String, String> values(List<Variable> variables, int variation) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            values.put(variable.id(), value(variable.type(), variation + 1));
        }
        return values;
    }

    private List<Variable> variables(int count) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String type =
                    List.of("string", "boolean", "integer", "double", "json").get((i + count) % 5);
            variables.add(new Variable(id(), pick(SUBJECTS) + "_" + type + "_" + i, type, value(type, 0)));
        }
        return variables;
    }

    private String value(String type, int variation) {
        return switch (type) {
            case "boolean" -> String.valueOf(variation % 2 == 1);
            case "integer" -> String.valueOf(random.nextInt(50));
            case "double" -> String.valueOf(random.nextInt(400) / 4.0);
            case "json" ->
                "{\"color\": \"#" + (100_000 + random.nextInt(800_000)) + "\", \"steps\": [" + random.nextInt(9)
                        + ", 2], \"title\": \"" + pick(AREAS) + "\"}";
            default -> "Try our new " + pick(AREAS) + " " + pick(SUBJECTS).replace('_', ' ') + "!";
        };
    }

    private List<Audience> someAudiences() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of(pick(audiences), pick(audiences));
            default -> List.of(pick(audiences));
        };
    }

    private Audience audience(String name, List<Clause> clauses) {
        return new Audience(id(), name, clauses);
    }

    private List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            clauses.add(clause());
        }
        return clauses;
    }

    private Clause clause() {
        return switch (random.nextInt(8)) {
            case 0 -> new Clause("country", "exact", pick(Users.COUNTRIES));
            case 1 -> new Clause("plan", "exact", pick(Users.PLANS));
            case 2 -> new Clause("device", "exact", pick(Users.DEVICES));
            case 3 -> new Clause("age", "gt", 18 + random.nextInt(40));
            case 4 -> new Clause("spent", "le", 50.5 + random.nextInt(500));
            case 5 -> new Clause("app_version", "semver_ge", random.nextInt(6) + ".2.0");
            case 6 -> new Clause("email", "substring", "@example");
            default -> new Clause("logged_in", "exists", null);
        };
    }

    private <T> T pick(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private String id() {
        lastId += 1 + random.nextInt(900);
        return String.valueOf(lastId);
    }
}
