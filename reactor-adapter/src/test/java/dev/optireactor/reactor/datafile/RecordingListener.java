package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener is told, in words. */
final class RecordingListener implements Listener {

    private final List<String> told = new CopyOnWriteArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void revisionAccepted(String revision) {
        told.add("accepted " + revision);
    }

    @Override
    public void failed(Conversation conversation, Throwable failure) {
        told.add("failed " + conversation);
    }

    @Override
    public void recovered(Conversation conversation) {
        told.add("recovered " + conversation);
    }
}
