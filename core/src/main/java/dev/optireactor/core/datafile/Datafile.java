package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed datafile. References between its parts are not yet resolved.
 *
 * @param version {@code "2"}, {@code "3"} or {@code "4"}; informative: fields are read whenever present
 * @param accountId goes into events
 * @param projectId goes into events
 * @param revision opaque; equal revisions are equal datafiles
 * @param sdkKey the key under which the datafile is published
 * @param environmentKey the environment's key
 * @param region {@code "US"} when the datafile names none; selects the event endpoint
 * @param anonymizeIp whether events ask for anonymised addresses
 * @param botFiltering whether events ask for bot filtering; null adds nothing to events
 * @param sendFlagDecisions whether decisions without an experiment are sent too
 * @param attributes known attributes
 * @param events known conversion events
 * @param audiences audiences of the classic form
 * @param typedAudiences audiences of the typed form; they replace classic ones of the same id
 * @param experiments experiments outside groups
 * @param groups groups of experiments
 * @param flags flags, in order
 * @param rollouts rollouts
 * @param integrations connected services
 * @param globalHoldouts holdouts for every flag, in order
 * @param localHoldouts holdouts for single rules, in order
 * @param warnings what was skipped while reading, one sentence each
 */
public record Datafile(
        String version,
        String accountId,
        String projectId,
        String revision,
        @Nullable String sdkKey,
        @Nullable String environmentKey,
        String region,
        boolean anonymizeIp,
        @Nullable Boolean botFiltering,
        boolean sendFlagDecisions,
        List<Attribute> attributes,
        List<Event> events,
        List<Audience> audiences,
        List<Audience> typedAudiences,
        List<Experiment> experiments,
        List<Group> groups,
        List<FeatureFlag> flags,
        List<Rollout> rollouts,
        List<Integration> integrations,
        List<Holdout> globalHoldouts,
        List<Holdout> localHoldouts,
        List<String> warnings) {}
