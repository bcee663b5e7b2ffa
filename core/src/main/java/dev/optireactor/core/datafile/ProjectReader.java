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

    ProjectReader(JsonCursor cursor) {
        this.cursor = cursor;
        this.experimentReader = new ExperimentReader(cursor);
        this.flagReader = new FlagReader(cursor);
        this.audienceReader = new AudienceReader(cursor);
        this.holdoutReader = new HoldoutReader(cursor, experimentReader);
    }

    Datafile read() {
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
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

    private void read(String field) {
        switch (field) {
            case "version" -> version = cursor.requiredText(field);
            case "accountId" -> accountId = cursor.requiredText(field);
            case "projectId" -> projectId = cursor.requiredText(field);
            case "revision" -> revision = cursor.requiredText(field);
            case "sdkKey" -> sdkKey = cursor.textOnly();
            case "environmentKey" -> environmentKey = cursor.textOnly();
            case "region" -> region = cursor.textOnly();
            case "anonymizeIP" -> anonymizeIp = Boolean.TRUE.equals(cursor.flag());
            case "botFiltering" -> botFiltering = cursor.flag();
            case "sendFlagDecisions" -> sendFlagDecisions = Boolean.TRUE.equals(cursor.flag());
            case "attributes" -> attributes = cursor.requiredList(field, this::attribute);
            case "events" -> events = cursor.requiredList(field, this::event);
            case "audiences" -> audiences = cursor.requiredList(field, audienceReader::audience);
            case "typedAudiences" -> typedAudiences = cursor.list(field, audienceReader::audience);
            case "experiments" -> experiments = cursor.requiredList(field, experimentReader::experiment);
            case "groups" -> groups = cursor.requiredList(field, experimentReader::group);
            case "featureFlags" -> flags = cursor.list(field, flagReader::flag);
            case "rollouts" -> rollouts = cursor.list(field, experimentReader::rollout);
            case "integrations" -> integrations = cursor.list(field, this::integration);
            case "holdouts" -> globalHoldouts = cursor.list(field, holdoutReader::holdout);
            case "localHoldouts" -> localHoldouts = cursor.list(field, holdoutReader::holdout);
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
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
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
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "experimentIds" -> experimentIds = cursor.texts(field);
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
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "key" -> key = cursor.textOnly();
                case "host" -> host = cursor.textOnly();
                case "publicKey" -> publicKey = cursor.textOnly();
                default -> cursor.skip();
            }
        }
        return new Integration(cursor.required(key, "an integration's key"), host, publicKey);
    }
}
