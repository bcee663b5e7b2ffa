package dev.optireactor.core.scenario;

import static java.util.stream.Collectors.joining;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import dev.optireactor.core.project.DecidingRule;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call on the reference project, in the notation of the tables:
 * <ul>
 *   <li>project: {@code SFD=off}; {@code exp1=Paused}, {@code dr2=Paused}; holdouts gh1 (71, nobody), gh2 (72, audience
 *       US), lh1 (73) and lh2 (74) with rule ids after a colon and traits {@code draft}, {@code on}, {@code etd},
 *       {@code noaud}, {@code few} (one bucket only)
 *   <li>user: the id, then attributes; a value of digits is a number
 *   <li>call: {@code f=trt}, {@code f/exp1=on} (forced decisions); {@code profile=301:401}, {@code profile=nothing},
 *       {@code profile=invalid}, {@code profile=failing}; decide options
 *   <li>flags: a key decides one flag, {@code keys=a,b} several, {@code *} all
 * </ul>
 */
final class ReferenceRun {

    private final Project project;
    private final DecisionRequest request;
    private final boolean sticky;

    ReferenceRun(String project, String user, String call, String flags) {
        this.project = Project.compile(Json.bytes(datafile(project)));
        UserContext context = user(user);
        List<OptimizelyDecideOption> options = new ArrayList<>();
        ProfileLookup profile = ProfileLookup.noService();
        for (String word : Call.words(call)) {
            String[] parts = word.split("=", -1);
            if (parts.length == 1) {
                options.add(OptimizelyDecideOption.valueOf(word));
            } else if (parts[0].equals("profile")) {
                profile = profile(context.userId(), parts[1]);
            } else {
                context = context.withForcedDecision(forced(parts[0]), new OptimizelyForcedDecision(parts[1]));
            }
        }
        this.sticky = !(profile instanceof ProfileLookup.NoService);
        this.request = request(context, flags, DecideOptions.of(options)).with(profile);
    }

    private static DecisionRequest request(UserContext user, String flags, DecideOptions options) {
        if (flags.equals("*")) {
            return DecisionRequest.decideAll(user, options);
        }
        return flags.startsWith("keys=")
                ? DecisionRequest.decideForKeys(user, List.of(flags.substring(5).split(",", -1)), options)
                : DecisionRequest.decide(user, flags, options);
    }

    private static UserContext user(String notation) {
        List<String> words = Call.words(notation);
        UserContext user = UserContext.of(words.get(0));
        for (String word : words.subList(1, words.size())) {
            String[] parts = word.split("=", -1);
            Object value = parts[1].matches("\\d+") ? Integer.valueOf(parts[1]) : parts[1];
            user = user.withAttribute(parts[0], value);
        }
        return user;
    }

    private static OptimizelyDecisionContext forced(String notation) {
        int slash = notation.indexOf('/');
        return slash < 0
                ? new OptimizelyDecisionContext(notation)
                : new OptimizelyDecisionContext(notation.substring(0, slash), notation.substring(slash + 1));
    }

    private static ProfileLookup profile(String userId, String notation) {
        return switch (notation) {
            case "nothing" -> ProfileLookup.nothing();
            case "invalid" -> ProfileLookup.invalid();
            case "failing" -> ProfileLookup.failed("no connection");
            default -> {
                String[] entry = notation.split(":", -1);
                yield ProfileLookup.found(new UserProfile(userId, Map.of(entry[0], entry[1])));
            }
        };
    }

    private static Map<String, @Nullable Object> datafile(String notation) {
        Map<String, @Nullable Object> datafile = ReferenceProject.datafile();
        for (String word : Call.words(notation)) {
            switch (word) {
                case "SFD=off" -> datafile.put("sendFlagDecisions", false);
                case "exp1=Paused" -> Json.set(datafile, "/experiments/0/status", "Paused");
                case "dr2=Paused" -> Json.set(datafile, "/rollouts/0/experiments/1/status", "Paused");
                default -> addHoldout(datafile, Entity.parse(word));
            }
        }
        return datafile;
    }

    private static void addHoldout(Map<String, @Nullable Object> datafile, Entity entity) {
        String key = entity.name();
        int number = List.of("gh1", "gh2", "lh1", "lh2").indexOf(key);
        int traffic = key.equals("gh1") ? 0 : entity.has("few") ? 1 : 10000;
        Map<String, @Nullable Object> holdout =
                ReferenceProject.holdout(String.valueOf(71 + number), key, traffic, entity.scope());
        holdout.put("status", entity.has("draft") ? "Draft" : "Running");
        holdout.put("audienceIds", key.equals("gh2") && !entity.has("noaud") ? List.of("101") : List.of());
        holdout.put("excludeTargetedDeliveries", entity.has("etd"));
        Json.set(holdout, "/variations/0/featureEnabled", entity.has("on"));
        String section = key.startsWith("g") ? "holdouts" : "localHoldouts";
        datafile.putIfAbsent(section, Json.array());
        Json.listAt(datafile, "/" + section).add(holdout);
    }

    /** {@return decisions; events; saved entries if there is a profile} */
    String under(DecisionSemantics semantics) {
        Evaluation evaluation = new DecisionKernel(semantics).evaluate(project, request);
        Decided decided = (Decided) evaluation;
        boolean single = decided.flags().size() == 1;
        String decisions = decided.flags().stream()
                .filter(FlagDecision::included)
                .map(flag -> (single ? "" : flag.decision().flagKey() + ": ") + notation(flag))
                .collect(joining(", "));
        String events = decided.flags().stream()
                .flatMap(flag -> flag.impressions().stream())
                .map(ReferenceRun::notation)
                .collect(joining(" "));
        return decisions + "; " + (events.isEmpty() ? "–" : events) + (sticky ? "; " + saved(decided) : "");
    }

    /** {@return whether the profile is asked for before anything is decided} */
    boolean asksForTheProfile(DecisionSemantics semantics) {
        Evaluation evaluation = new DecisionKernel(semantics).evaluate(project, request.with(ProfileLookup.notAsked()));
        return evaluation.equals(
                new Pending(Set.of(new StoredProfile(request.user().userId()))));
    }

    private static String saved(Decided decided) {
        UserProfile saved = decided.profileToSave();
        return saved == null ? "saves nothing" : "saves " + new TreeMap<>(saved.variationIds());
    }

    private String notation(FlagDecision flag) {
        OptimizelyDecision decision = flag.decision();
        if (flag.isError()) {
            return "error";
        }
        String variables = variables(decision);
        return decision.variationKey() == null
                ? "null" + variables
                : decision.variationKey()
                        + (decision.enabled() ? " on " : " off ")
                        + Objects.requireNonNullElse(decision.ruleKey(), "-")
                        + variables;
    }

    /** The variables that have not their default. */
    private String variables(OptimizelyDecision decision) {
        Map<String, @Nullable Object> defaults = Objects.requireNonNull(project.flag(decision.flagKey()))
                .undecided()
                .variables()
                .toMap();
        Map<String, @Nullable Object> values = decision.variables().toMap();
        if (!values.keySet().equals(defaults.keySet())) {
            return " " + values;
        }
        return values.entrySet().stream()
                .filter(each -> !Objects.equals(each.getValue(), defaults.get(each.getKey())))
                .map(each -> " " + each)
                .collect(joining());
    }

    private static String notation(Impression impression) {
        Outcome outcome = impression.outcome();
        DecidingRule rule = outcome.rule();
        String ids = rule == null ? "-/-" : rule.campaignId() + "/" + rule.id();
        String variation =
                outcome.variation() == null ? "-" : outcome.variation().id();
        return outcome.source().wireName() + "/" + ids + "/" + variation;
    }
}
