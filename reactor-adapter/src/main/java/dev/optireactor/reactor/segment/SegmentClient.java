package dev.optireactor.reactor.segment;

import java.util.List;
import reactor.core.publisher.Mono;

/** Fetches qualified segments; the default asks the Data Platform over HTTP. */
public interface SegmentClient {

    /**
     * Fetches the segments that a user is in.
     * <p>
     * The publisher must be cold, must not block the subscribing thread, and may signal on any. Cancelling it should
     * abandon the request. The client waits up to the segment timeout; it asks once and does not try again.
     *
     * @param request who is asked for, and about which segments
     * @return exactly one list, empty if the user is in none of the segments; an error is a failed fetch, best a
     *     {@link SegmentFetchException}
     */
    Mono<List<String>> fetch(SegmentRequest request);
}
