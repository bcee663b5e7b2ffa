package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.reactor.datafile.ProjectFeed;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.SegmentService;
import java.time.Duration;

/**
 * What a client is assembled from.
 *
 * @param feed the project as it changes
 * @param configAssembly makes its summary
 * @param flow evaluates requests and fetches what they lack
 * @param consequences what happens when a decision is handed out
 * @param tracking makes conversions
 * @param events impressions and conversions on their way
 * @param odpEvents events for the data platform on their way
 * @param segments fetches qualified segments
 * @param notifications tells listeners
 * @param defaultOptions added to the options of every call
 * @param readinessTimeout how long calls wait for the first project
 */
record ClientParts(
        ProjectFeed feed,
        ConfigAssembly configAssembly,
        DecisionFlow flow,
        Consequences consequences,
        Tracking tracking,
        EventPipeline events,
        OdpEvents odpEvents,
        SegmentService segments,
        NotificationHub notifications,
        DecideOptions defaultOptions,
        Duration readinessTimeout) {}
