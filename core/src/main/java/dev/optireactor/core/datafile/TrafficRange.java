package dev.optireactor.core.datafile;

/**
 * One range of a traffic allocation.
 *
 * @param entityId the variation or experiment that gets the range; {@code ""} is nobody
 * @param endOfRange exclusive upper bound of its buckets
 */
public record TrafficRange(String entityId, int endOfRange) {}
