package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Listener;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what a listener is told. */
final class CountingListener implements Listener {

    private long delivered;
    private long deliveredBytes;
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private final Map<DropReason, Long> droppedBytes = new EnumMap<>(DropReason.class);
    private final List<Throwable> failures = new ArrayList<>();
    private int recoveries;

    @Override
    public synchronized void delivered(Conversation conversation, int events, long bytes) {
        assertThat(conversation).isEqualTo(Conversation.EVENTS);
        delivered += events;
        deliveredBytes += bytes;
    }

    @Override
    public synchronized void dropped(Conversation conversation, DropReason reason, int events, long bytes) {
        assertThat(conversation).isEqualTo(Conversation.EVENTS);
        dropped.merge(reason, (long) events, Long::sum);
        droppedBytes.merge(reason, bytes, Long::sum);
    }

    @Override
    public synchronized void failed(Conversation conversation, Throwable failure) {
        failures.add(failure);
    }

    @Override
    public synchronized void recovered(Conversation conversation) {
        recoveries++;
    }

    synchronized void assertAgreesWith(EventStatistics statistics) {
        assertThat(delivered).isEqualTo(statistics.delivered());
        assertThat(deliveredBytes).isEqualTo(statistics.deliveredBytes());
        assertThat(dropped).isEqualTo(statistics.dropped());
        assertThat(droppedBytes).isEqualTo(statistics.droppedBytes());
    }

    synchronized List<Throwable> failures() {
        return List.copyOf(failures);
    }

    synchronized int recoveries() {
        return recoveries;
    }
}
