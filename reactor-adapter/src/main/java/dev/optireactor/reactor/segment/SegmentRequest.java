package dev.optireactor.reactor.segment;

import java.util.List;

/**
 * Asks which of some segments a user is in.
 *
 * @param host the base address of the Data Platform, from the datafile, already checked against the allowed hosts
 * @param apiKey the project's public key there; keep it out of logs
 * @param identifierName what the id is: {@code fs_user_id} or {@code vuid}
 * @param userId the id; any text, personal data
 * @param segments the segments to ask about; at least one
 */
public record SegmentRequest(String host, String apiKey, String identifierName, String userId, List<String> segments) {

    /**
     * Copies the list.
     *
     * @param host the base address of the Data Platform, from the datafile, already checked against the allowed hosts
     * @param apiKey the project's public key there; keep it out of logs
     * @param identifierName what the id is: {@code fs_user_id} or {@code vuid}
     * @param userId the id; any text, personal data
     * @param segments the segments to ask about; at least one
     */
    public SegmentRequest {
        segments = List.copyOf(segments);
    }

    /** {@return host and number of segments; neither the key nor the user} */
    @Override
    public String toString() {
        return "SegmentRequest[host=" + host + ", segments=" + segments.size() + "]";
    }
}
