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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** From the datafile to a project that can decide. Each side gets what it takes: ours bytes, the official a text. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CompileBenchmark {

    private static final JsonFactory JACKSON = new JsonFactory();

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

    /**
     * What the JSON library takes alone: all tokens of the datafile, with a text made of each name and text, and nothing
     * done with them. Texts that are JSON themselves stay texts.
     */
    @Benchmark
    public void jacksonAlone(Blackhole sink) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    sink.consume(parser.currentName());
                } else if (token == JsonToken.VALUE_STRING) {
                    sink.consume(parser.getString());
                }
            }
        }
    }

    @Benchmark
    public ProjectConfig official() {
        return OfficialSdk.parse(text);
    }
}
