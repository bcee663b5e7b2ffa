package dev.optireactor.reactor;

import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.netty.http.client.HttpClient;

/** The connections that HTTP clients have made. */
public final class ObservedConnections {

    private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

    /** {@return the client, whose connections are observed from now on} */
    public HttpClient observe(HttpClient client) {
        return client.doOnChannelInit((observer, channel, address) -> channels.add(channel));
    }

    /** {@return how many were made so far} */
    public int made() {
        return channels.size();
    }

    /** {@return how many are open} */
    public long open() {
        return channels.stream().filter(Channel::isOpen).count();
    }
}
