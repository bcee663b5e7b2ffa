package dev.optireactor.reactor.profile;

import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;

/** How long to wait for a {@link ReactiveUserProfileService}. Immutable. */
public final class ProfileSettings {

    private final Builder values;

    private ProfileSettings(Builder values) {
        this.values = values;
    }

    /** {@return a builder that holds the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds these settings} */
    public Builder mutate() {
        return new Builder(values);
    }

    Duration lookupTimeout() {
        return values.lookupTimeout;
    }

    Duration saveTimeout() {
        return values.saveTimeout;
    }

    int maxPendingSaves() {
        return values.maxPendingSaves;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private Duration lookupTimeout = Duration.ofSeconds(1);
        private Duration saveTimeout = Duration.ofSeconds(10);
        private int maxPendingSaves = 10_000;

        private Builder() {}

        private Builder(Builder other) {
            this.lookupTimeout = other.lookupTimeout;
            this.saveTimeout = other.saveTimeout;
            this.maxPendingSaves = other.maxPendingSaves;
        }

        /**
         * Limits the time that a decision waits for a profile; beyond it, it is made without one.
         *
         * @param timeout from 1 ms to 1 min; default 1 s
         * @return this
         */
        public Builder lookupTimeout(Duration timeout) {
            this.lookupTimeout = Bounds.positive("lookupTimeout", timeout, Bounds.MINUTE);
            return this;
        }

        /**
         * Limits the time to save a profile, which no decision waits for.
         *
         * @param timeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder saveTimeout(Duration timeout) {
            this.saveTimeout = Bounds.positive("saveTimeout", timeout, Bounds.MINUTE);
            return this;
        }

        /**
         * Limits the profiles that are being saved; one more is not saved, as if its save had failed.
         *
         * @param profiles from 1 to 1,000,000; default 10,000
         * @return this
         */
        public Builder maxPendingSaves(int profiles) {
            this.maxPendingSaves = Bounds.within("maxPendingSaves", profiles, 1, 1_000_000);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         */
        public ProfileSettings build() {
            return new ProfileSettings(new Builder(this));
        }
    }
}
