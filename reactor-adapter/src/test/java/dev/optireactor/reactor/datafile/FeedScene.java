package dev.optireactor.reactor.datafile;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A feed of datafiles that a test pushes, on the thread of the test and in virtual time. */
final class FeedScene {

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofNanos(time.now(TimeUnit.NANOSECONDS)));
    final RecordingListener listener = new RecordingListener();
    final TestPublisher<byte[]> datafiles = TestPublisher.create();
    final ProjectFeed feed = feed(DatafileSource.of(datafiles));

    ProjectFeed feed(DatafileSource source) {
        return feed(source, listener);
    }

    ProjectFeed feed(DatafileSource source, Listener told) {
        return new ProjectFeed(
                source,
                DatafileLimits.defaults(),
                new Reporter(Conversation.DATAFILE, told),
                Schedulers.immediate(),
                time,
                clock);
    }
}
