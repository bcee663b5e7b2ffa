package dev.optireactor.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document that says which test covers which rule, compared with the tests that there are. */
class SpecCoverageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w*)#(\\w+)`");
    private static final Pattern ANNOTATION =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\\b");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*Test)`");
    private static final Pattern ROW =
            Pattern.compile("^\\| (?!rule|lesson|choice|check|---)(.+) \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern REASON =
            Pattern.compile("Not offered|Not applicable|Otherwise here|Not logged|Covered where");

    private final String document = read(ROOT.resolve("docs").resolve("spec-coverage.md"));

    @Test
    void everyTestThatIsNamedExists() {
        Map<String, String> sources = testSources();
        List<MatchResult> named = METHOD.matcher(document).results().toList();
        assertThat(named).hasSizeGreaterThan(400);
        assertThat(named.stream().filter(name -> !isTest(sources.getOrDefault(name.group(1), ""), name.group(2))))
                .extracting(MatchResult::group)
                .isEmpty();
        assertThat(CLASS.matcher(document).results())
                .extracting(name -> name.group(1))
                .isNotEmpty()
                .allMatch(sources::containsKey);
    }

    /** Whether there is such a method, with an annotation between it and the empty line before it. */
    private static boolean isTest(String source, String method) {
        Matcher declaration =
                Pattern.compile("\\n    [\\w<>]+ " + method + "\\(").matcher(source);
        return declaration.find()
                && ANNOTATION
                        .matcher(source.substring(source.lastIndexOf("\n\n", declaration.start()), declaration.start()))
                        .find();
    }

    @Test
    void everyRuleHasATestOrAReason() {
        List<MatchResult> rows = ROW.matcher(document).results().toList();
        assertThat(rows).hasSizeGreaterThan(250);
        assertThat(rows.stream().filter(row -> !hasTestOrReason(row.group(2))))
                .extracting(row -> row.group(1))
                .isEmpty();
        assertThat(document).doesNotContainIgnoringCase("no test yet");
    }

    private static boolean hasTestOrReason(String cell) {
        return METHOD.matcher(cell).find() || REASON.matcher(cell).find();
    }

    @Test
    void noLessonAndNoChoiceIsLeftOut() {
        assertThat(numbers("## Lessons")).isEqualTo(upTo(64));
        assertThat(numbers("## Choices")).isEqualTo(upTo(58));
    }

    private List<Integer> numbers(String heading) {
        int begin = document.indexOf(heading);
        int end = document.indexOf("\n## ", begin + 1);
        return Pattern.compile("^\\| (\\d+)\\. ", Pattern.MULTILINE)
                .matcher(document.substring(begin, end))
                .results()
                .map(number -> Integer.valueOf(number.group(1)))
                .toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    /** By the name of the class; two classes of one name fail. */
    private static Map<String, String> testSources() {
        return Stream.of("core", "reactor-adapter", "examples")
                .flatMap(module -> files(ROOT.resolve(module).resolve("src").resolve("test")))
                .filter(file -> file.toString().endsWith("Test.java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""), SpecCoverageTest::read));
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
