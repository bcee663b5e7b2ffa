package dev.optireactor.reactor.prediction;

/**
 * A prediction as it is cached.
 *
 * @param attributesHash what it was made from: it is of no use for other attributes
 * @param variationId the id of the predicted variation
 * @param cmabUuid the id under which it was asked for, which impressions carry as long as it is used
 */
public record CachedPrediction(String attributesHash, String variationId, String cmabUuid) {}
