package dev.optireactor.reactor.event;

import dev.optireactor.reactor.listener.DropReason;
import java.util.Map;

/**
 * What became of the events of one client since it was made: {@code offered = delivered + dropped + pending}, in events
 * and in bytes.
 * <p>
 * Bytes are the estimate by which the queue is limited, not what went over the wire.
 *
 * @param offered events that were handed over, accepted or not
 * @param delivered events that were acknowledged
 * @param dropped events that were given up, by reason; a reason that never occurred is absent
 * @param pending events that wait or are being sent
 * @param offeredBytes the estimated size of the offered events
 * @param deliveredBytes the estimated size of the delivered events
 * @param droppedBytes the estimated size of the dropped events, by reason
 * @param pendingBytes the estimated size of the pending events
 */
public record EventStatistics(
        long offered,
        long delivered,
        Map<DropReason, Long> dropped,
        long pending,
        long offeredBytes,
        long deliveredBytes,
        Map<DropReason, Long> droppedBytes,
        long pendingBytes) {

    /**
     * Copies the maps.
     *
     * @param offered events that were handed over, accepted or not
     * @param delivered events that were acknowledged
     * @param dropped events that were given up, by reason; a reason that never occurred is absent
     * @param pending events that wait or are being sent
     * @param offeredBytes the estimated size of the offered events
     * @param deliveredBytes the estimated size of the delivered events
     * @param droppedBytes the estimated size of the dropped events, by reason
     * @param pendingBytes the estimated size of the pending events
     */
    public EventStatistics {
        dropped = Map.copyOf(dropped);
        droppedBytes = Map.copyOf(droppedBytes);
    }

    /**
     * Counts the events that were given up for one reason.
     *
     * @param reason the reason
     * @return how many; 0 if there were none
     */
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** {@return how many events were given up, for whatever reason} */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
