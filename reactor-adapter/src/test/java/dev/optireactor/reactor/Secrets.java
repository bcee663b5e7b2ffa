package dev.optireactor.reactor;

/** What must not be found in logs above TRACE. All of it bears a mark, so that a look at the mark is enough. */
public final class Secrets {

    /** Part of every secret here. */
    public static final String MARK = "s3cr3t";

    /** An SDK key. */
    public static final String SDK_KEY = "sdk-key-" + MARK;

    /** An access token. */
    public static final String TOKEN = "token-" + MARK;

    /** The public key of a data platform. */
    public static final String ODP_KEY = "odp-key-" + MARK;

    /** A user. */
    public static final String ANNA = "anna-" + MARK;

    /** Another user. */
    public static final String BERT = "bert-" + MARK;

    private Secrets() {}
}
