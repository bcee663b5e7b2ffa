package dev.optireactor.core.datafile;

import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the top level of a datafile. */
final class ProjectReader {

    private static final Set<String> SUPPORTED_VERSIONS = Set.of("2", "3", "4");

    private final JsonCursor cursor;
    private final ExperimentReader experimentReader;
    private final FlagReader flagReader;
    private final AudienceReader audienceReader;
    private final HoldoutReader holdoutReader;

    private @Nullable String version;
    private @Nullable String accountId;
    private @Nullable String projectId;
    private @Nullable String revision;
    private @Nullable String sdkKey;
    private @Nullable String environmentKey;
    private @Nullable String region;
    private boolean anonymizeIp;
    private @Nullable Boolean botFiltering;
    private boolean sendFlagDecisions;
    private @Nullable List<Attribute> attributes;
    private @Nullable List<Event> events;
    private List<Audience> audiences = List.of();
    private List<Audience> typedAudiences = List.of();
    private @Nullable List<Experiment> experiments;
    private @Nullable List<Group> groups;
    private List<FeatureFlag> flags = List.of();
    private List<Rollout> rollouts = List.of();
    private List<Integration> integrations = List.of();
    private List<Holdout> globalHoldouts = List.of();
    private List<Holdout> localHoldouts = List.of();

    ProjectReader(JsonCursor cursor, DatafileLimits limits) {
        this.cursor = cursor;
        this.experimentReader = new ExperimentReader(cursor);
        this.flagReader = new FlagReader(cursor);
        this.audienceReader = new AudienceReader(cursor, limits.maxDepth());
        this.holdoutReader = new HoldoutReader(cursor, experimentReader);
    }

    Datafile read() {
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            read(field);
        }
        return new Datafile(
                supported(cursor.required(version, "version")),
                cursor.required(accountId, "accountId"),
                cursor.required(projectId, "projectId"),
                cursor.required(revision, "revision"),
                sdkKey,
                environmentKey,
                region == null || region.isEmpty() ? "US" : region,
                anonymizeIp,
                botFiltering,
                sendFlagDecisions,
                cursor.required(attributes, "attributes"),
                cursor.required(events, "events"),
                audiences,
                typedAudiences,
                cursor.required(experiments, "experiments"),
                cursor.required(groups, "groups"),
                flags,
                rollouts,
                integrations,
                globalHoldouts,
                localHoldouts,
                cursor.warnings());
    }

    private void read(Field field) {
        switch (field) {
            case VERSION -> version = cursor.requiredText(field);
            case ACCOUNT_ID -> accountId = cursor.requiredText(field);
            case PROJECT_ID -> projectId = cursor.requiredText(field);
            case REVISION -> revision = cursor.requiredText(field);
            case SDK_KEY -> sdkKey = cursor.textOnly();
            case ENVIRONMENT_KEY -> environmentKey = cursor.textOnly();
            case REGION -> region = cursor.textOnly();
            case ANONYMIZE_IP -> anonymizeIp = Boolean.TRUE.equals(cursor.flag());
            case BOT_FILTERING -> botFiltering = cursor.flag();
            case SEND_FLAG_DECISIONS -> sendFlagDecisions = Boolean.TRUE.equals(cursor.flag());
            case ATTRIBUTES -> attributes = cursor.requiredList(field, this::attribute);
            case EVENTS -> events = cursor.requiredList(field, this::event);
            case AUDIENCES -> audiences = cursor.requiredList(field, audienceReader::audience);
            case TYPED_AUDIENCES -> typedAudiences = cursor.list(field, audienceReader::audience);
            case EXPERIMENTS -> experiments = cursor.requiredList(field, experimentReader::experiment);
            case GROUPS -> groups = cursor.requiredList(field, experimentReader::group);
            case FEATURE_FLAGS -> flags = cursor.list(field, flagReader::flag);
            case ROLLOUTS -> rollouts = cursor.list(field, experimentReader::rollout);
            case INTEGRATIONS -> integrations = cursor.list(field, this::integration);
            case HOLDOUTS -> globalHoldouts = cursor.list(field, holdoutReader::holdout);
            case LOCAL_HOLDOUTS -> localHoldouts = cursor.list(field, holdoutReader::holdout);
            default -> cursor.skip();
        }
    }

    private String supported(String found) {
        if (!SUPPORTED_VERSIONS.contains(found)) {
            throw cursor.refusal(
                    Reason.UNSUPPORTED_VERSION,
                    "this version of optireactor does not support the given datafile version: \"" + found + "\"");
        }
        return found;
    }

    private @Nullable Attribute attribute() {
        cursor.requireObject("an attribute");
        String id = null;
        String key = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case KEY -> key = cursor.text();
                default -> cursor.skip();
            }
        }
        if (id == null || key == null) {
            cursor.warn("an attribute without id or key is skipped");
            return null;
        }
        return new Attribute(id, key);
    }

    private @Nullable Event event() {
        cursor.requireObject("an event");
        String id = null;
        String key = null;
        List<String> experimentIds = List.of();
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case KEY -> key = cursor.text();
                case EXPERIMENT_IDS -> experimentIds = cursor.texts(field);
                default -> cursor.skip();
            }
        }
        if (id == null || key == null) {
            cursor.warn("an event without id or key is skipped");
            return null;
        }
        return new Event(id, key, experimentIds);
    }

    private Integration integration() {
        cursor.requireObject("an integration");
        String key = null;
        String host = null;
        String publicKey = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case KEY -> key = cursor.textOnly();
                case HOST -> host = cursor.textOnly();
                case PUBLIC_KEY -> publicKey = cursor.textOnly();
                default -> cursor.skip();
            }
        }
        return new Integration(cursor.required(key, "an integration's key"), host, publicKey);
    }
}
