package dev.optireactor.reactor.listener;

/** The remote conversations of a client. Each has a logger of its own. */
public enum Conversation {
    /** Fetching and accepting datafiles. */
    DATAFILE("dev.optireactor.datafile"),
    /** Sending impressions and conversions. */
    EVENTS("dev.optireactor.events"),
    /** Fetching qualified segments. */
    SEGMENTS("dev.optireactor.segments"),
    /** Sending events to the data platform. */
    ODP_EVENTS("dev.optireactor.odp"),
    /** Asking for bandit predictions. */
    PREDICTIONS("dev.optireactor.predictions"),
    /** Looking up and saving user profiles. */
    PROFILES("dev.optireactor.profiles");

    private final String loggerName;

    Conversation(String loggerName) {
        this.loggerName = loggerName;
    }

    /** {@return the name of the SLF4J logger} */
    public String loggerName() {
        return loggerName;
    }
}
