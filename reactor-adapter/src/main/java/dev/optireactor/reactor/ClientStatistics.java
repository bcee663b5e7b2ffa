package dev.optireactor.reactor;

import dev.optireactor.reactor.event.EventStatistics;
import dev.optireactor.reactor.segment.OdpStatistics;

/**
 * What became of everything that a client was given to send. At any quiet moment, in each of the first two, {@code
 * offered = delivered + dropped + pending}.
 *
 * @param events impressions and conversions
 * @param odpEvents events for the data platform
 * @param notificationsDropped notifications that slow subscribers have missed
 */
public record ClientStatistics(EventStatistics events, OdpStatistics odpEvents, long notificationsDropped) {}
