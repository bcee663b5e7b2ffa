package dev.optireactor.core.benchmark;

import com.optimizely.ab.config.ProjectConfig;
import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.project.Project;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The first summary of a project; ours is kept afterwards, so each one here is of a new project. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConfigBenchmark {

    @Benchmark
    public OptimizelyConfig optireactor(Ours sdk) {
        return sdk.project.optimizelyConfig();
    }

    @Benchmark
    public com.optimizely.ab.optimizelyconfig.OptimizelyConfig official(Official sdk) {
        return OfficialSdk.config(sdk.project);
    }

    @State(Scope.Benchmark)
    public abstract static class Size {

        @Param({"10", "100", "1000"})
        public int flags;
    }

    public static class Ours extends Size {

        private byte[] datafile;
        Project project;

        @Setup
        public void write() {
            datafile = Datafiles.bytes(flags);
        }

        // Takes longer than JMH's caveat for this level is about: a summary is made in milliseconds.
        @Setup(Level.Invocation)
        public void compile() {
            project = Project.compile(datafile);
        }
    }

    public static class Official extends Size {

        ProjectConfig project;

        @Setup
        public void parse() {
            project = OfficialSdk.parse(Datafiles.text(flags));
        }
    }
}
