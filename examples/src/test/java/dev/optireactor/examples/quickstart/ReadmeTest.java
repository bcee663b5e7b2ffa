package dev.optireactor.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles: its snippets are copies of tagged lines in the examples. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+)#(\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheExamplesAsTheyAre() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .toList();

        assertThat(snippets).hasSize(2);
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3)).isEqualTo(tagged(ROOT.resolve(snippet.group(1)), snippet.group(2)));
        }
    }

    private static String tagged(Path source, String tag) throws IOException {
        String text = Files.readString(source);
        int start = text.indexOf('\n', text.indexOf("// tag::" + tag + "[]")) + 1;
        int end = text.lastIndexOf('\n', text.indexOf("// end::" + tag + "[]")) + 1;
        return text.substring(start, end - 1).stripIndent() + "\n";
    }
}
