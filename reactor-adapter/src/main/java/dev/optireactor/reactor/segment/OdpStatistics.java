package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.listener.DropReason;
import java.util.Map;

/**
 * What became of the events for the Data Platform so far. At any moment
 * {@code offered = delivered + sum of dropped + pending}.
 *
 * @param offered events that were valid when they were handed over
 * @param delivered events that the Data Platform acknowledged
 * @param dropped events that are lost, by reason; no entry is zero
 * @param pending events that wait or are under way
 * @param pendingBytes the size of the JSON text of the latter
 */
public record OdpStatistics(
        long offered, long delivered, Map<DropReason, Long> dropped, long pending, long pendingBytes) {

    /**
     * Copies the map.
     *
     * @param offered events that were valid when they were handed over
     * @param delivered events that the Data Platform acknowledged
     * @param dropped events that are lost, by reason; no entry is zero
     * @param pending events that wait or are under way
     * @param pendingBytes the size of the JSON text of the latter
     */
    public OdpStatistics {
        dropped = Map.copyOf(dropped);
    }
}
