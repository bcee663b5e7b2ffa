package dev.optireactor.core.decision;

/** What a call may ask for beyond the usual decision. Options of a call are added to the client's defaults. */
public enum OptimizelyDecideOption {
    /** Send no impression. */
    DISABLE_DECISION_EVENT,
    /** Leave flags that are off out of the result; their events are sent all the same. No effect on a single decide. */
    ENABLED_FLAGS_ONLY,
    /** Neither look up nor save the user's sticky variations. */
    IGNORE_USER_PROFILE_SERVICE,
    /** Say why each decision came out as it did. */
    INCLUDE_REASONS,
    /** Leave the variables out. */
    EXCLUDE_VARIABLES,
    /** Ask the prediction service, and neither read nor write its cache. */
    IGNORE_CMAB_CACHE,
    /** Empty the prediction cache first. */
    RESET_CMAB_CACHE,
    /** Forget the cached prediction of this user and rule first. */
    INVALIDATE_USER_CMAB_CACHE
}
