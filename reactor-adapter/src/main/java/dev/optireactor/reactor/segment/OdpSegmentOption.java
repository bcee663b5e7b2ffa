package dev.optireactor.reactor.segment;

/** How to treat the segment cache in one fetch. With both, the cache is emptied, and then left alone. */
public enum OdpSegmentOption {
    /** Neither read the cache nor write to it. */
    IGNORE_CACHE,
    /** Empty the cache of all users first. */
    RESET_CACHE
}
