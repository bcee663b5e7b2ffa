package dev.optireactor.reactor.notification;

/** Something that a client did. Immutable. */
public sealed interface Notification
        permits DecisionNotification, TrackNotification, LogEventNotification, ConfigUpdateNotification {}
