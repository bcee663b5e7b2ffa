package dev.optireactor.reactor.notification;

import dev.optireactor.reactor.event.LogEvent;

/**
 * A batch of events is about to be sent. Sent once per batch, not again when sending it is retried.
 *
 * @param logEvent the request
 */
public record LogEventNotification(LogEvent logEvent) implements Notification {}
