package dev.optireactor.core.benchmark;

import com.optimizely.ab.config.ProjectConfig;
import com.sun.management.ThreadMXBean;
import dev.optireactor.core.project.Project;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How much memory a project of 1000 flags keeps, and how much garbage its summary makes. Runs in a Java of its own with
 * the serial collector, whose figure of used heap is exact after a collection.
 */
final class Footprint {

    static final int FLAGS = 1000;

    private static final int COPIES = 20;
    private static final int ROUNDS = 3;

    private Footprint() {}

    /** {@return bytes by name, measured in a new Java} */
    static Map<String, Long> measure() {
        try {
            Process java = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:+UseSerialGC",
                            "-Xmx2g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Footprint.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (java.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            Map<String, Long> bytes = new LinkedHashMap<>();
            output.lines().map(line -> line.split("=")).forEach(parts -> bytes.put(parts[0], Long.valueOf(parts[1])));
            return bytes;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints one figure per line. */
    public static void main(String[] args) {
        byte[] datafile = Datafiles.bytes(FLAGS);
        // Each copy gets a datafile of its own, as a download would bring it, and may keep it or not.
        Supplier<Project> ours = () -> Project.compile(datafile.clone());
        Supplier<ProjectConfig> official = () -> OfficialSdk.parse(new String(datafile, StandardCharsets.UTF_8));
        print("ours.project", retained(ours, project -> project));
        print("official.project", retained(official, project -> project));
        print("ours.config", retainedBeyond(ours, Project::optimizelyConfig));
        print("official.config", retainedBeyond(official, OfficialSdk::config));
        print("ours.config.garbage", allocated(ours, Project::optimizelyConfig));
        print("official.config.garbage", allocated(official, OfficialSdk::config));
        print("datafile", datafile.length);
    }

    private static void print(String name, long bytes) {
        System.out.println(name + "=" + bytes);
    }

    private static <T> long retained(Supplier<T> source, Function<T, Object> part) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            List<Object> kept = new ArrayList<>(COPIES);
            long before = usedHeap();
            for (int i = 0; i < COPIES; i++) {
                kept.add(part.apply(source.get()));
            }
            least = Math.min(least, (usedHeap() - before) / COPIES);
            Reference.reachabilityFence(kept);
        }
        return least;
    }

    /** What a part keeps that its project does not. */
    private static <T> long retainedBeyond(Supplier<T> source, Function<T, Object> part) {
        List<T> projects = new ArrayList<>(COPIES);
        for (int i = 0; i < COPIES; i++) {
            projects.add(source.get());
        }
        List<Object> kept = new ArrayList<>(COPIES);
        long before = usedHeap();
        projects.forEach(project -> kept.add(part.apply(project)));
        long bytes = (usedHeap() - before) / COPIES;
        Reference.reachabilityFence(projects);
        Reference.reachabilityFence(kept);
        return bytes;
    }

    private static <T> long allocated(Supplier<T> source, Function<T, Object> part) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        T project = source.get();
        long before = thread.getCurrentThreadAllocatedBytes();
        Object made = part.apply(project);
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;
        Reference.reachabilityFence(made);
        return bytes;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
