package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.reactor.datafile.ProjectFeed;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.SegmentService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a client is assembled from.
 *
 * @param feed the project as it changes
 * @param flow evaluates requests and fetches what they lack
 * @param delivery what happens when a decision is handed out
 * @param events impressions and conversions on their way
 * @param odpEvents events for the data platform on their way
 * @param segments fetches qualified segments
 * @param notifications tells listeners
 * @param defaultOptions added to the options of every call
 * @param readinessTimeout how long calls wait for the first project
 * @param uuids ids of events
 * @param clock timestamps of events
 * @param waitsForRoom whether tracking waits while the event queue is full
 */
record ClientParts(
        ProjectFeed feed,
        DecisionFlow flow,
        Delivery delivery,
        EventPipeline events,
        OdpEvents odpEvents,
        SegmentService segments,
        NotificationHub notifications,
        DecideOptions defaultOptions,
        Duration readinessTimeout,
        Supplier<UUID> uuids,
        InstantSource clock,
        boolean waitsForRoom) {}
