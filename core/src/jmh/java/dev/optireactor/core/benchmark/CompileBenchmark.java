package dev.optireactor.core.benchmark;

import com.optimizely.ab.config.ProjectConfig;
import dev.optireactor.core.Optimizely;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the datafile to a project that can decide. Each side gets what it takes: ours bytes, the official a text. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CompileBenchmark {

    @Param({"10", "100", "1000"})
    public int flags;

    private String text;
    private byte[] bytes;

    @Setup
    public void write() {
        text = Datafiles.text(flags);
        bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Optimizely optireactor() {
        return Optimizely.compile(bytes);
    }

    @Benchmark
    public ProjectConfig official() {
        return OfficialSdk.parse(text);
    }
}
