package dev.optireactor.reactor.listener;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordingListener implements Listener {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Conversation> recoveries = new CopyOnWriteArrayList<>();
    private final List<Boolean> lookups = new CopyOnWriteArrayList<>();
    private final List<String> counts = new CopyOnWriteArrayList<>();

    @Override
    public void failed(Conversation conversation, Throwable failure) {
        failures.add(failure);
    }

    @Override
    public void recovered(Conversation conversation) {
        recoveries.add(conversation);
    }

    @Override
    public void cacheAsked(Conversation conversation, boolean hit) {
        lookups.add(hit);
    }

    @Override
    public void delivered(Conversation conversation, int events, long bytes) {
        counts.add(events + " delivered");
    }

    @Override
    public void dropped(Conversation conversation, DropReason reason, int events, long bytes) {
        counts.add(events + " " + reason);
    }

    /** {@return the failures, in order} */
    public List<Throwable> failures() {
        return failures;
    }

    /** {@return the messages of the failures, in order} */
    public List<String> messages() {
        return failures.stream().map(Throwable::getMessage).toList();
    }

    /** {@return what worked again, in order} */
    public List<Conversation> recoveries() {
        return recoveries;
    }

    /** {@return the lookups in caches, in order; true is a hit} */
    public List<Boolean> lookups() {
        return lookups;
    }

    /** {@return what became of events, such as {@code 10 delivered}, in order} */
    public List<String> counts() {
        return counts;
    }
}
