package dev.optireactor.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The replay itself: it must notice what it is there for. */
class HarnessTest {

    private static final VectorFolder BUILT_IN = VectorFolder.builtIn();
    private static final String FILE = "conditions.jsonl";
    private static final String CASE = """
            {"id":"c-1","condition":{"name":"a","type":"custom_attribute","match":"gt","value":1},\
            "attributes":{"a":2},"expect":true}""";

    @TempDir
    Path folder;

    private void copy(String file) throws IOException {
        write(file, BUILT_IN.bytes(file));
    }

    private void copyDatafile(String name) throws IOException {
        copy("datafiles/" + name + ".json");
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(UTF_8));
    }

    private List<String> failures() {
        return ConformanceReport.of(new VectorFolder(folder)).failures();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    decide.jsonl         | "enabled":true            | "enabled":false
                    decide-all.jsonl     | "ruleKey":null            | "ruleKey":""
                    impressions.jsonl    | "enrich_decisions":true   | "enrich_decisions":false
                    conversions.jsonl    | "type":"custom"           | "type":"other"
                    user-profile.jsonl   | "savedProfiles":[]        | "savedProfiles":[{}]
                    cmab.jsonl           | "cmabUUID":"$uuid1"       | "cmabUUID":"$uuid7"
                    holdouts.jsonl       | "rule_type":"holdout"     | "rule_type":"rollout"
                    conditions.jsonl     | "expect":true             | "expect":null
                    bucketing.jsonl      | "bucketValue":            | "bucketValue":1
                    cmab-responses.jsonl | "variationId":"           | "variationId":"x
                    tolerated.jsonl      | "accepted":true           | "accepted":false
                    """)
    void anAlteredExpectationFailsAndNamesTheCase(String file, String from, String to) throws IOException {
        String line = BUILT_IN.lines(file).stream()
                .filter(each -> each.contains(from))
                .findFirst()
                .orElseThrow();
        Fields fields = Fields.of(Json.read(line), "the case");
        String id = fields.text(fields.has("id") ? "id" : "name");
        if (fields.has("steps")) {
            copyDatafile(fields.text("datafile"));
        }
        int at = line.lastIndexOf(from);

        write(file, line + '\n');
        assertThat(failures()).isEmpty();

        write(file, line.substring(0, at) + to + line.substring(at + from.length()) + '\n');
        assertThat(failures()).hasSize(1);
        assertThat(failures().get(0))
                .startsWith(file + " " + id + ": at ")
                .contains("expected ")
                .contains("actual ");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    rejected/json-null.json       | "accepted":false      | "accepted":true
                    optimizely-config/basics.json | "featureEnabled":true | "featureEnabled":false
                    """)
    void anAlteredDocumentFails(String file, String from, String to) throws IOException {
        copyDatafile("basics");
        copy(file);
        assertThat(failures()).isEmpty();

        write(file, BUILT_IN.text(file).replace(from, to));
        assertThat(failures()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "python":true       | "python":null          | negative-zero cond-00051: at /: expected null
                    "id":"reasons-text" | "id":"reasons-wording" | reasons-wording: unreadable: no choice is made
                    """)
    void anAlteredDisagreementFails(String from, String to, String failure) throws IOException {
        for (String datafile : BUILT_IN.documents("datafiles")) {
            copyDatafile(datafile);
        }

        write(Disagreements.FILE, BUILT_IN.text(Disagreements.FILE).replace(from, to));
        assertThat(failures()).anyMatch(each -> each.startsWith(Disagreements.FILE + " " + failure));
    }

    @Test
    void aPassingFolderPasses() throws IOException {
        copyDatafile("basics");
        write(FILE, CASE);

        ConformanceReport report = ConformanceReport.of(new VectorFolder(folder));

        assertThat(report.failures()).isEmpty();
        assertThat(report.counts()).containsOnly(Map.entry(FILE, 1), Map.entry("datafiles", 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id":"c-2"                                                    | line 2: unreadable
                    []                                                             | line 2: unreadable
                    {"id":"c-2","condition":[],"expect":true,"extra":1}            | c-2: unreadable
                    {"id":"c-2","expect":true}                                     | c-2: unreadable
                    {"id":"c-2","condition":[],"expect":false,"expect":true}       | line 2: unreadable
                    {"id":"c-2","condition":[],"attributes":7,"expect":true}       | c-2: unreadable
                    ``                                                             | line 2: unreadable
                    """)
    void anUnreadableCaseFailsAndIsNamed(String line, String failure) throws IOException {
        write(FILE, CASE + '\n' + line + '\n' + CASE + '\n');

        assertThat(failures()).hasSize(1);
        assertThat(failures().get(0)).startsWith(FILE + " " + failure);
    }

    @Test
    void aCaseWithoutItsDatafileFails() throws IOException {
        write("decide.jsonl", """
                {"id":"d-1","datafile":"nowhere","steps":[{"op":"decide","user":{"id":"u"},"flagKey":"f",\
                "expect":{"decision":{}}}]}""");

        assertThat(failures()).singleElement().asString().startsWith("decide.jsonl d-1: unreadable: ");
    }

    @Test
    void aCaseThatExpectsNothingFails() throws IOException {
        copyDatafile("basics");
        write("decide.jsonl", """
                {"id":"d-1","datafile":"basics","steps":[{"op":"decide","user":{"id":"u"},"flagKey":"f"}]}""");

        assertThat(failures()).containsExactly("decide.jsonl d-1: unreadable: a step expects nothing");
    }

    @Test
    void aFolderWithoutVectorsFails() throws IOException {
        assertThat(failures()).containsExactly("there are no vectors in " + folder);

        copyDatafile("basics");
        assertThat(failures()).containsExactly("there are no vectors in " + folder);

        write(FILE, "");
        assertThat(failures()).containsExactly(FILE + " (whole file): there is no case in it");

        Path missing = folder.resolve("missing");
        assertThat(ConformanceReport.of(new VectorFolder(missing)).failures())
                .containsExactly("there is no folder " + missing);
    }

    @Test
    void vectorsThatNothingReplaysFail() throws IOException {
        write(FILE, CASE);
        write("README.md", "about the vectors");
        write("extra.jsonl", CASE);
        write("more.json.gz", CASE);
        write("folder/case.json", CASE);

        assertThat(failures())
                .containsExactly(
                        "extra.jsonl: nothing replays it",
                        "folder: nothing replays it",
                        "more.json: nothing replays it");
    }

    @Test
    void aBrokenArchiveFails() throws IOException {
        byte[] whole = Files.readAllBytes(BUILT_IN.root().resolve(FILE + ".gz"));
        write(FILE + ".gz", Arrays.copyOf(whole, whole.length / 2));

        assertThat(failures()).singleElement().asString().startsWith(FILE + " (whole file): unreadable: ");
    }

    @Test
    void aPlainFileComesBeforeACompressedOne() throws IOException {
        write(FILE + ".gz", Files.readAllBytes(BUILT_IN.root().resolve(FILE + ".gz")));
        write(FILE, CASE);

        assertThat(ConformanceReport.of(new VectorFolder(folder)).counts()).containsEntry(FILE, 1);
    }

    @Test
    void anExceptionOfTheKernelIsAFailureOfTheCase() throws IOException {
        write("any.jsonl", CASE);
        VectorFile file = VectorFile.lines("any.jsonl", "id", vector -> {
            throw new IllegalStateException("broken");
        });

        assertThat(file.run(new VectorFolder(folder)).failures())
                .containsExactly("any.jsonl c-1: threw java.lang.IllegalStateException: broken");
    }

    @Test
    void theReportHasOneLineForEachFileAndTheFirstTenFailures() throws IOException {
        write(FILE, String.join("\n", Collections.nCopies(12, CASE.replace("true", "false"))));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        ConformanceReport.of(new VectorFolder(folder)).print(new PrintStream(printed, true, UTF_8));

        assertThat(printed.toString(UTF_8).lines())
                .hasSize(11)
                .startsWith(FILE + ": 0 passed, 12 failed", FILE + " c-1: at /: expected false, actual true");
    }
}
