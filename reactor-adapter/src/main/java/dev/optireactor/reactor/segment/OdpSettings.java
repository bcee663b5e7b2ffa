package dev.optireactor.reactor.segment;

import dev.optireactor.core.odp.OdpEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** How to talk to the Data Platform (ODP): which hosts, and two groups for its two conversations. Immutable. */
public final class OdpSettings {

    /** Makes a retry policy wait as long as it may, which is what all official SDKs do here. */
    static final DoubleSupplier NO_JITTER = () -> 1;

    private final Builder values;
    private final AllowedHosts allowedHosts;
    private final SegmentSettings segments;
    private final OdpEventSettings events;

    private OdpSettings(Builder values) {
        this.values = values;
        this.allowedHosts = new AllowedHosts(values.allowedDomains, values.insecureHosts);
        this.segments = values.segments.build();
        this.events = values.events.build();
    }

    /** {@return a builder that holds the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds these settings} */
    public Builder mutate() {
        return new Builder(values);
    }

    boolean enabled() {
        return values.enabled;
    }

    AllowedHosts allowedHosts() {
        return allowedHosts;
    }

    Map<String, String> commonIdentifiers() {
        return values.commonIdentifiers;
    }

    Map<String, Object> commonData() {
        return values.commonData;
    }

    SegmentSettings segments() {
        return segments;
    }

    OdpEventSettings events() {
        return events;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private boolean enabled = true;
        private List<String> allowedDomains = List.of("zaius.com", "optimizely.com");
        private boolean insecureHosts;
        private Map<String, String> commonIdentifiers = Map.of();
        private Map<String, Object> commonData = Map.of();
        private final SegmentSettings.Builder segments;
        private final OdpEventSettings.Builder events;

        private Builder() {
            this.segments = SegmentSettings.builder();
            this.events = OdpEventSettings.builder();
        }

        private Builder(Builder other) {
            this.enabled = other.enabled;
            this.allowedDomains = other.allowedDomains;
            this.insecureHosts = other.insecureHosts;
            this.commonIdentifiers = other.commonIdentifiers;
            this.commonData = other.commonData;
            this.segments = other.segments.build().mutate();
            this.events = other.events.build().mutate();
        }

        /**
         * Turns the Data Platform off: no segments are fetched, no events sent. Default: on, for projects that are
         * integrated.
         *
         * @return this
         */
        public Builder disabled() {
            this.enabled = false;
            return this;
        }

        /**
         * Chooses the hosts that a datafile may name as the Data Platform. User ids are sent there, so a host outside
         * these domains is refused, and so is one that is not https.
         *
         * @param domains domains such as {@code example.com}, each with all that is below it; at least one; default
         *     {@code zaius.com} and {@code optimizely.com}
         * @return this
         */
        public Builder allowedDomains(Collection<String> domains) {
            List<String> lowerCase = domains.stream()
                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                    .toList();
            for (String domain : lowerCase) {
                if (!domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
                    throw new IllegalArgumentException("allowedDomains must be like example.com, was " + domain);
                }
            }
            if (lowerCase.isEmpty()) {
                throw new IllegalArgumentException("allowedDomains must not be empty; to use no host, call disabled()");
            }
            this.allowedDomains = lowerCase;
            return this;
        }

        /**
         * Lets a datafile also name this machine as the Data Platform, and use plain http. For tests and sandboxes; user
         * ids then travel unencrypted. Default: it may not.
         *
         * @return this
         */
        public Builder allowInsecureHosts() {
            this.insecureHosts = true;
            return this;
        }

        /**
         * Adds identifiers to every event, for example that of the device.
         *
         * @param identifiers ids by name; an event's own win; default: none
         * @return this
         */
        public Builder commonIdentifiers(Map<String, String> identifiers) {
            this.commonIdentifiers = Map.copyOf(identifiers);
            return this;
        }

        /**
         * Adds data to every event.
         *
         * @param data texts, finite numbers, booleans and nulls by name; an event's own win; default: none
         * @return this
         */
        public Builder commonData(Map<String, ?> data) {
            Map<String, Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(data));
            if (new OdpEvent("", "check", Map.of("check", "check"), copy).problem() != null) {
                throw new IllegalArgumentException(
                        "commonData may hold texts, finite numbers, booleans and nulls only");
            }
            this.commonData = copy;
            return this;
        }

        /**
         * Sets how qualified segments are fetched and kept.
         *
         * @param settings changes the settings
         * @return this
         */
        public Builder segments(Consumer<SegmentSettings.Builder> settings) {
            settings.accept(segments);
            return this;
        }

        /**
         * Sets how events for the platform are queued, batched and sent.
         *
         * @param settings changes the settings
         * @return this
         */
        public Builder events(Consumer<OdpEventSettings.Builder> settings) {
            settings.accept(events);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if a batch of events is larger than their queue, and would never be full
         */
        public OdpSettings build() {
            return new OdpSettings(new Builder(this));
        }
    }
}
