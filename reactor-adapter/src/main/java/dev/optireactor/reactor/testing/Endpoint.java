package dev.optireactor.reactor.testing;

/** The services that the sandbox stands in for. */
public enum Endpoint {
    /** {@code GET /datafiles/{sdkKey}.json}, and {@code GET /datafiles/auth/{sdkKey}.json} with an access token. */
    DATAFILE,
    /** {@code POST /v1/events}: impressions and conversions of the US region. */
    EVENTS,
    /** {@code POST /eu/v1/events}: impressions and conversions of the EU region. */
    EU_EVENTS,
    /** {@code POST /v3/graphql}: qualified segments of the data platform. */
    SEGMENTS,
    /** {@code POST /v3/events}: events of the data platform. */
    ODP_EVENTS,
    /** {@code POST /predict/{ruleId}}: bandit predictions. */
    PREDICTIONS,
    /** Any other address; answered with status 404. */
    UNKNOWN
}
