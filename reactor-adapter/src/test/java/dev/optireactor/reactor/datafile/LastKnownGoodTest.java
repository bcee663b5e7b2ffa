package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.datafile.PollingScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** The last known good datafile, which survives the process. */
class LastKnownGoodTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private final PollingScene scene = new PollingScene();
    private final Path directory;
    private final Path file;

    LastKnownGoodTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("datafile-" + PollingScene.SDK_KEY);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void savesAFetchedDatafileForItsOwnerOnly() throws IOException {
        save(Datafiles.revision("1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(saved()).isEqualTo(Datafiles.revision("1"));
        assertThat(names())
                .as("files, temporary ones included")
                .containsExactly(file.getFileName().toString());
    }

    @Test
    void replacesTheFileWithEachNewDatafileAndLeavesItAloneOtherwise() throws IOException {
        save(Datafiles.revision("1"));
        Object first = identity();
        scene.timer.pass(INTERVAL);
        awaitPollAndWrite();
        assertThat(identity()).as("not modified").isEqualTo(first);
        scene.serve(Datafiles.garbage());
        scene.timer.pass(INTERVAL);
        awaitPollAndWrite();
        assertThat(identity()).as("refused").isEqualTo(first);
        scene.serve(Datafiles.revision("1"));
        scene.timer.pass(INTERVAL);
        awaitPollAndWrite();
        assertThat(identity()).as("same bytes").isEqualTo(first);
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(INTERVAL);
        awaitPollAndWrite();
        assertThat(saved()).isEqualTo(Datafiles.revision("2"));
    }

    @Test
    void servesTheSavedDatafileFromTheStartUntilOneIsFetched() throws IOException {
        save(Datafiles.revision("1"));
        scene.feed().close().block(PATIENCE);
        scene.serve(Datafiles.revision("2"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(404));
        ProjectFeed feed =
                scene.start(settings -> settings.lastKnownGood(file).fallbackDatafile(Datafiles.revision("0")));
        assertThat(feed.ready(PATIENCE).map(Project::revision).block(PATIENCE)).isEqualTo("1");
        awaitPollAndWrite();
        scene.timer.pass(Duration.ofMillis(1_250));
        awaitPollAndWrite();
        assertThat(feed.latest()).isNotNull().extracting(Project::revision).isEqualTo("2");
        assertThat(saved()).isEqualTo(Datafiles.revision("2"));
        assertThat(scene.listener.told())
                .containsExactly("accepted 1", "accepted 1", "failed DATAFILE", "recovered DATAFILE", "accepted 2");
    }

    @Test
    void usesTheFallbackDatafileWhenThereIsNoFile() {
        scene.sandbox.fault(Endpoint.DATAFILE, Fault.status(404));
        ProjectFeed feed =
                scene.start(settings -> settings.lastKnownGood(file).fallbackDatafile(Datafiles.revision("0")));
        assertThat(feed.ready(PATIENCE).map(Project::revision).block(PATIENCE)).isEqualTo("0");
    }

    @Test
    void ignoresADamagedFileAndSaysWhy() throws IOException {
        save(Datafiles.revision("1"));
        byte[] content = Files.readAllBytes(file);
        content[content.length - 2] ^= 1;
        assertIgnored(content, "its checksum is wrong");
        assertIgnored(Arrays.copyOf(content, content.length / 2), "its checksum is wrong");
        assertIgnored(Arrays.copyOf(content, 40), "it has another format version");
        assertIgnored(new byte[0], "it is not a saved datafile");
        assertIgnored(Datafiles.revision("1"), "it is not a saved datafile");
    }

    @Test
    void ignoresAFileOfAnotherEnvironment() throws IOException {
        byte[] datafile = Datafiles.revision("1");
        SavedDatafile other = new SavedDatafile(URI.create("https://cdn.optimizely.com/datafiles/other.json"));
        assertIgnored(joined(other.header(datafile), datafile), "it was fetched from another address");
    }

    @Test
    void ignoresAFileOfAnotherFormat() throws IOException {
        assertIgnored(
                "optireactor-datafile 2 from sum more\n{}".getBytes(StandardCharsets.UTF_8),
                "it has another format version");
    }

    @Test
    void ignoresAFileThatIsLargerThanADatafileMayBe() throws IOException {
        Files.write(file, new byte[2_000]);
        scene.serve(Datafiles.revision("1"));
        scene.start(settings -> settings.lastKnownGood(file).maxBytes(1_000));
        awaitPollAndWrite();
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN") && line.endsWith("it is larger than 1256 bytes"));
    }

    @Test
    void ignoresASavedDatafileThatIsRefused() throws IOException {
        byte[] datafile = Datafiles.of("5", "1");
        URI address = URI.create(scene.sandbox.datafileTemplate().replace("%s", PollingScene.SDK_KEY));
        Files.write(file, joined(new SavedDatafile(address).header(datafile), datafile));
        save(Datafiles.revision("2"));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN Error parsing last known good datafile."));
        assertThat(saved()).isEqualTo(Datafiles.revision("2"));
    }

    @Test
    void goesOnWithoutAFileThatCannotBeWrittenAndWarnsOnce() {
        Path missing = directory.resolve("missing").resolve(PollingScene.SDK_KEY);
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start(settings -> settings.lastKnownGood(missing));
        awaitPollAndWrite();
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(INTERVAL);
        awaitPollAndWrite();
        assertThat(feed.latest()).isNotNull().extracting(Project::revision).isEqualTo("2");
        assertThat(log.lines().stream().filter(line -> line.contains("is not written")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("WARN").endsWith("NoSuchFileException"),
                        second -> assertThat(second).startsWith("DEBUG"));
        assertThat(log.lines()).noneMatch(line -> line.contains(PollingScene.SDK_KEY));
        assertThat(scene.listener.told()).containsExactly("accepted 1", "accepted 2");
    }

    @Test
    void waitsForASlowDiskNoLongerThanItSays() {
        scene.blocking = Schedulers.fromExecutor(neverRun -> {});
        scene.serve(Datafiles.revision("1"));
        scene.start(settings -> settings.lastKnownGood(file));
        assertThat(scene.timer.passPause()).isEqualTo(LastKnownGoodFile.LONGEST_READ);
        assertThat(scene.timer.awaitPause()).isEqualTo(LastKnownGoodFile.LONGEST_WRITE);
        assertThat(scene.feed().latest()).as("in use before it is written").isNotNull();
        scene.timer.pass(LastKnownGoodFile.LONGEST_WRITE);
        scene.awaitPauseWith("1");
        assertThat(log.lines().stream().filter(line -> line.startsWith("WARN")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("the disk takes too long"));
    }

    private void save(byte[] datafile) {
        scene.serve(datafile);
        scene.start(settings -> settings.lastKnownGood(file));
        awaitPollAndWrite();
    }

    private void awaitPollAndWrite() {
        Duration begun = scene.timer.awaitPause();
        while (begun.equals(LastKnownGoodFile.LONGEST_READ) || begun.equals(LastKnownGoodFile.LONGEST_WRITE)) {
            begun = scene.timer.awaitPause();
        }
    }

    private void assertIgnored(byte[] content, String reason) throws IOException {
        log.clear();
        Files.write(file, content);
        scene.sandbox.fault(Endpoint.DATAFILE, Fault.status(404));
        ProjectFeed feed = scene.start(settings -> settings.lastKnownGood(file));
        awaitPollAndWrite();
        assertThat(feed.latest()).isNull();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("is ignored"))
                .containsExactly("WARN last known good datafile " + directory + "/datafile-sd… is ignored: " + reason);
        feed.close().block(PATIENCE);
    }

    private byte[] saved() throws IOException {
        byte[] content = Files.readAllBytes(file);
        int header = new String(content, StandardCharsets.US_ASCII).indexOf('\n') + 1;
        return Arrays.copyOfRange(content, header, content.length);
    }

    private Object identity() throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
