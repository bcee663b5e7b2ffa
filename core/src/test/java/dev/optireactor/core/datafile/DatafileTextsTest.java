package dev.optireactor.core.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Texts of which only the place is kept are those that a JSON parser reads there, however they are written. */
class DatafileTextsTest {

    private static final int LONG = 65;

    /** A text and one of the ways to write it. */
    record Written(String text, String json) {}

    @Property
    void areReadAsTheyAreWritten(@ForAll @Size(3) List<@From("written") Written> written) {
        Places places = places(written);
        for (int i = 0; i < 3; i++) {
            assertThat(places.texts().read(places.of().get(i)))
                    .isEqualTo(written.get(i).text());
            assertThat(places.texts().length(places.of().get(i)))
                    .isEqualTo(written.get(i).text().length());
        }
    }

    @Property
    void areOnlyThemselves(@ForAll @Size(2) List<@From("written") Written> two) {
        Places places = places(two);
        String first = two.get(0).text();
        String second = two.get(1).text();
        assertThat(places.texts().is(places.of().get(0), first)).isTrue();
        assertThat(places.texts().is(places.of().get(0), second)).isEqualTo(first.equals(second));
        assertThat(places.texts().is(places.of().get(0), first + "x")).isFalse();
        assertThat(places.texts().is(places.of().get(0), first + "\",\"" + second))
                .isFalse();
    }

    @Property
    void areTheSameAtTwoPlacesIfTheyReadTheSame(@ForAll @Size(2) List<@From("written") Written> two) {
        Places places = places(two);
        boolean same = two.get(0).text().equals(two.get(1).text());
        assertThat(places.texts().same(places.of().get(0), places.of().get(1))).isEqualTo(same);
        assertThat(places.texts().same(places.of().get(1), places.of().get(0))).isEqualTo(same);
    }

    @Example
    void areEmptyWhereTheDatafileHasNone() {
        assertThat(new DatafileTexts(new byte[0], 9).read(DatafileTexts.NOWHERE))
                .isEmpty();
    }

    @Example
    void areFoundWhateverTheEncoding() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        String json = new String(Json.bytes(datafile), StandardCharsets.UTF_8);
        String summary = summary(json.getBytes(StandardCharsets.UTF_8));
        assertThat(summary).contains("variationsMap={on=OptimizelyVariation[id=");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(summary(("\ufeff" + json).getBytes(charset)))
                    .as("%s with a mark", charset)
                    .isEqualTo(summary);
            assertThat(summary(json.getBytes(charset))).as("%s", charset).isEqualTo(summary);
        }
    }

    private static String summary(byte[] datafile) {
        return Project.compile(datafile).optimizelyConfig().experimentsMap().toString();
    }

    @Provide
    Arbitrary<Written> written() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('0', '1').ofMaxLength(3),
                Arbitraries.strings()
                        .withChars("a\"\\/\n\u0001\u007f\u00e9\u20ac")
                        .ofMaxLength(4),
                Arbitraries.strings().withChars('a', 'b').ofMinLength(LONG - 2).ofMaxLength(LONG),
                Arbitraries.just("\ud83d\ude00"));
        Arbitrary<Written> strings = texts.flatMap(
                text -> Arbitraries.of(new Written(text, JsonText.write(text)), new Written(text, escaped(text))));
        // Ids are also accepted as numbers.
        Arbitrary<Written> numbers = Arbitraries.of("0", "1", "10", "-0", "1.50", "1E+5", "123456789".repeat(20))
                .map(number -> new Written(number, number));
        return Arbitraries.oneOf(strings, numbers);
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(each -> json.append(String.format("\\u%04x", each)));
        return json.append('"').toString();
    }

    private record Places(DatafileTexts texts, List<Integer> of) {}

    private static Places places(List<Written> written) {
        byte[] datafile = written.stream()
                .map(Written::json)
                .collect(Collectors.joining("\n,", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        DatafileTexts texts = new DatafileTexts(datafile, 1000);
        List<Integer> places = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), datafile)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                places.add(texts.add(parser));
            }
        }
        return new Places(texts, places);
    }
}
