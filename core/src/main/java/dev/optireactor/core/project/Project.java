package dev.optireactor.core.project;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.datafile.Attribute;
import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.DatafileParser;
import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.datafile.Integration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a project, compiled: immutable, indexed, shared by all threads. Whatever a decision can have resolved
 * beforehand is resolved here.
 */
public final class Project {

    private final EventSettings eventSettings;
    private final @Nullable String sdkKey;
    private final @Nullable String environmentKey;
    private final Map<String, Flag> flagsByKey;
    private final List<Flag> flags;
    private final List<HoldoutRule> globalHoldouts;
    private final boolean sendFlagDecisions;
    private final List<Event> events;
    private final Map<String, Event> eventsByKey = new HashMap<>();
    private final int audienceCount;
    private final Map<String, Map<String, String>> whitelist;
    private final List<String> segments;
    private final @Nullable Integration odpIntegration;
    private final List<String> warnings;
    private final ConfigSources configSources;
    private @Nullable OptimizelyConfig config;

    Project(
            Datafile datafile,
            Map<String, Flag> flagsByKey,
            List<HoldoutRule> globalHoldouts,
            int audienceCount,
            Map<String, Map<String, String>> whitelist,
            List<String> segments,
            @Nullable Integration odpIntegration,
            List<String> warnings,
            ConfigSources configSources) {
        this.eventSettings = EventSettings.of(datafile);
        this.sdkKey = datafile.sdkKey();
        this.environmentKey = datafile.environmentKey();
        this.flagsByKey = flagsByKey;
        this.flags = List.copyOf(flagsByKey.values());
        this.globalHoldouts = globalHoldouts;
        this.sendFlagDecisions = datafile.sendFlagDecisions();
        this.events = datafile.events();
        this.events.forEach(event -> eventsByKey.put(event.key(), event));
        this.audienceCount = audienceCount;
        this.whitelist = whitelist;
        this.segments = segments;
        this.odpIntegration = odpIntegration;
        this.warnings = warnings;
        this.configSources = configSources;
    }

    /**
     * Parses and compiles a datafile under the default limits.
     *
     * @param datafile its bytes in UTF-8; never modified afterwards
     * @return the project
     * @throws dev.optireactor.core.datafile.InvalidDatafileException if it is refused
     */
    public static Project compile(byte[] datafile) {
        return compile(datafile, new DatafileParser(DatafileLimits.defaults()));
    }

    /**
     * Parses and compiles a datafile.
     *
     * @param datafile its bytes in UTF-8; never modified afterwards
     * @param parser the parser, with its limits
     * @return the project
     * @throws dev.optireactor.core.datafile.InvalidDatafileException if it is refused
     */
    public static Project compile(byte[] datafile, DatafileParser parser) {
        return new ProjectCompiler(parser.parse(datafile), datafile, parser.limits()).compile();
    }

    /** {@return the revision; opaque, equal revisions are equal datafiles} */
    public String revision() {
        return eventSettings.revision();
    }

    /** {@return the key under which the datafile is published, if it says so} */
    public @Nullable String sdkKey() {
        return sdkKey;
    }

    /** {@return the environment's key, if the datafile says so} */
    public @Nullable String environmentKey() {
        return environmentKey;
    }

    /** {@return what events need to know of the project} */
    public EventSettings eventSettings() {
        return eventSettings;
    }

    /**
     * {@return the flag, or null if there is none}
     *
     * @param key a flag's key, case-sensitive
     */
    public @Nullable Flag flag(@Nullable String key) {
        return flagsByKey.get(key);
    }

    /** {@return all flags, in datafile order} */
    public List<Flag> flags() {
        return flags;
    }

    /** {@return running holdouts that apply to every flag, in order} */
    public List<HoldoutRule> globalHoldouts() {
        return globalHoldouts;
    }

    /** {@return whether decisions of delivery rules, and of no rule, are sent too} */
    public boolean sendFlagDecisions() {
        return sendFlagDecisions;
    }

    /**
     * {@return the event, or null if there is none}
     *
     * @param key a conversion event's key, case-sensitive
     */
    public @Nullable Event event(String key) {
        return eventsByKey.get(key);
    }

    /** {@return how many different audiences rules and holdouts have} */
    public int audienceCount() {
        return audienceCount;
    }

    /**
     * {@return the keys of the variations that the user is given, by the id of the experiment rule; null if there are none,
     *     as for nearly everyone}
     *
     * @param userId the real user id
     */
    public @Nullable Map<String, String> whitelisted(String userId) {
        return whitelist.get(userId);
    }

    /** {@return the distinct segments that audiences ask for, in order of appearance} */
    public List<String> segments() {
        return segments;
    }

    /** {@return the connected data platform, or null} */
    public @Nullable Integration odpIntegration() {
        return odpIntegration;
    }

    /** {@return known attributes, in order} */
    public List<Attribute> attributes() {
        return configSources.attributes();
    }

    /** {@return what was skipped or ignored in the datafile, one sentence each} */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The summary of this project. Made at the first call and kept: threads that race for it may make it more than once,
     * which is harmless, since it is immutable.
     *
     * @return the summary
     */
    public OptimizelyConfig optimizelyConfig() {
        OptimizelyConfig known = config;
        if (known == null) {
            known = new ConfigAssembler(this, configSources, events).assemble();
            config = known;
        }
        return known;
    }

    /** {@return whether the summary is made already, so that {@link #optimizelyConfig()} takes no time} */
    public boolean hasOptimizelyConfig() {
        return config != null;
    }

    @Override
    public String toString() {
        return "Project[revision=" + revision() + ", flags=" + flags.size() + "]";
    }
}
