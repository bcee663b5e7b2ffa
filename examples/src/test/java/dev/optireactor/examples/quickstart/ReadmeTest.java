package dev.optireactor.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizelyBuilder;
import dev.optireactor.reactor.datafile.PollingSettings;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.prediction.PredictionSettings;
import dev.optireactor.reactor.profile.ProfileSettings;
import dev.optireactor.reactor.segment.OdpEventSettings;
import dev.optireactor.reactor.segment.OdpSettings;
import dev.optireactor.reactor.segment.SegmentSettings;
import dev.optireactor.reactor.transport.RetryPolicy;
import dev.optireactor.reactor.transport.TransportSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles: its snippets are copies of tagged lines in the examples. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\| `");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+)#(\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheExamplesAsTheyAre() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .toList();

        assertThat(snippets).hasSize(4);
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3)).isEqualTo(tagged(ROOT.resolve(snippet.group(1)), snippet.group(2)));
        }
    }

    @Test
    void listsEverySettingAndNoOther() throws IOException {
        Map<String, Class<?>> builders = Map.of(
                "–", ReactiveOptimizelyBuilder.class,
                "polling", PollingSettings.Builder.class,
                "events", EventPipelineSettings.Builder.class,
                "odp", OdpSettings.Builder.class,
                "odp.segments", SegmentSettings.Builder.class,
                "odp.events", OdpEventSettings.Builder.class,
                "predictions", PredictionSettings.Builder.class,
                "profiles", ProfileSettings.Builder.class,
                "http", TransportSettings.Builder.class,
                "RetryPolicy", RetryPolicy.Builder.class);
        Map<String, Set<String>> settings = new TreeMap<>();
        builders.forEach((group, builder) -> settings.put(group, settings(builder)));

        assertThat(table(Files.readString(ROOT.resolve("README.md")))).isEqualTo(settings);
    }

    /** The methods that set something, without those that lead into a group. */
    private static Set<String> settings(Class<?> builder) {
        return Stream.of(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType().equals(builder))
                .filter(method -> !List.of(method.getParameterTypes()).contains(Consumer.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> table(String readme) {
        String section = readme.substring(readme.indexOf("## Settings"), readme.indexOf("## Extension points"));
        Map<String, Set<String>> table = new TreeMap<>();
        String group = "";
        for (String row : section.lines().filter(ROW.asPredicate()).toList()) {
            String[] cells = row.split("\\|", -1);
            String named = cells[1].replace("`", "").strip();
            group = named.isEmpty() ? group : named;
            Set<String> names = table.computeIfAbsent(group, first -> new TreeSet<>());
            NAME.matcher(cells[2]).results().map(name -> name.group(1)).forEach(names::add);
        }
        return table;
    }

    private static String tagged(Path source, String tag) throws IOException {
        String text = Files.readString(source);
        int start = text.indexOf('\n', text.indexOf("// tag::" + tag + "[]")) + 1;
        int end = text.lastIndexOf('\n', text.indexOf("// end::" + tag + "[]")) + 1;
        return text.substring(start, end - 1).stripIndent() + "\n";
    }
}
