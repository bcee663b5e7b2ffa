package dev.optireactor.reactor.notification;

import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** Notifications that say nothing but their number. */
final class NumberedNotifications {

    private NumberedNotifications() {}

    /** {@return the number of each notification of this hub, as text} */
    static Flux<String> texts(NotificationHub hub) {
        return hub.notifications(Notification.class)
                .cast(ConfigUpdateNotification.class)
                .map(ConfigUpdateNotification::revision);
    }

    /** Notifies of the numbers from {@code from} up to {@code to}, which is left out. */
    static void publish(NotificationHub hub, int from, int to) {
        IntStream.range(from, to).forEach(i -> hub.publish(ConfigUpdateNotification.class, () -> notification(i)));
    }

    static ConfigUpdateNotification notification(int number) {
        return new ConfigUpdateNotification(null, String.valueOf(number), null);
    }

    /** {@return the numbers from {@code from} up to {@code to}, which is left out, as texts} */
    static List<String> sequence(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
