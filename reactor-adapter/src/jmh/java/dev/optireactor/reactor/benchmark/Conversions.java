package dev.optireactor.reactor.benchmark;

/** A client to which conversions are given, with default settings but for the queue. */
interface Conversions {

    /** A queue of default size. */
    int DEFAULT = 0;

    /** What a client gives that does not count what it loses. */
    long UNCOUNTED = -1;

    /** Gives one, of this user. */
    void track(String userId);

    /** Ends the client, as it does by default. {@return how many events it says that it lost, or {@link #UNCOUNTED}} */
    long close();
}
