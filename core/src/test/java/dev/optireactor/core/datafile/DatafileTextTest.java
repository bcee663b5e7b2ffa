package dev.optireactor.core.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Texts that stay in the datafile are those that a JSON parser reads there, however they are written. */
class DatafileTextTest {

    /** A text and one of the ways to write it. */
    record Written(String text, String json) {}

    @Property
    void isReadAsWritten(@ForAll("written") Written written) {
        assertThat(at(bytes(written, written), 1)).isEqualTo(written.text());
    }

    @Property
    void isOnlyItself(@ForAll("written") Written written, @ForAll("written") Written other) {
        byte[] datafile = bytes(written, other);
        assertThat(DatafileText.is(datafile, 1, written.text())).isTrue();
        assertThat(DatafileText.is(datafile, 1, other.text()))
                .isEqualTo(written.text().equals(other.text()));
        assertThat(DatafileText.is(datafile, 1, written.text() + "x")).isFalse();
        assertThat(DatafileText.is(datafile, 1, written.text() + "\",\"" + other.text()))
                .isFalse();
    }

    @Property
    void isTheSameAtTwoPlacesIfItReadsTheSame(@ForAll @Size(2) List<@net.jqwik.api.From("written") Written> two) {
        byte[] datafile = bytes(two.get(0), two.get(1));
        int second = 2 + two.get(0).json().getBytes(StandardCharsets.UTF_8).length;
        assertThat(DatafileText.same(datafile, 1, second))
                .isEqualTo(two.get(0).text().equals(two.get(1).text()));
    }

    @Provide
    Arbitrary<Written> written() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('0', '1').ofMaxLength(3),
                Arbitraries.strings().withChars("a\"\\/\n\u0001\u00e9\u20ac").ofMaxLength(4),
                Arbitraries.just("\ud83d\ude00"));
        return texts.flatMap(text -> Arbitraries.of(
                new Written(text, JsonText.write(text)), new Written(text, escaped(text)), number(text)));
    }

    /** Ids are also accepted as numbers. */
    private static Written number(String text) {
        return text.equals("1") || text.equals("10")
                ? new Written(text, text)
                : new Written(text, JsonText.write(text));
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(each -> json.append(String.format("\\u%04x", each)));
        return json.append('"').toString();
    }

    private static byte[] bytes(Written first, Written second) {
        return ("[" + first.json() + "," + second.json() + "]").getBytes(StandardCharsets.UTF_8);
    }

    private static String at(byte[] datafile, int place) {
        return DatafileText.at(datafile, place).text();
    }

    @Example
    void isFoundBehindAByteOrderMark() {
        byte[] datafile =
                ("\ufeff{\"version\":\"4\",\"accountId\":\"1\",\"projectId\":\"2\",\"revision\":\"3\",\"attributes\":[],"
                                + "\"events\":[],\"audiences\":[],\"experiments\":[],\"groups\":[],\"rollouts\":[],"
                                + "\"featureFlags\":[{\"id\":\"flag-id\",\"key\":\"flag\",\"experimentIds\":[],\"rolloutId\":\"\","
                                + "\"variables\":[{\"id\":17,\"key\":\"wide\",\"type\":\"boolean\",\"defaultValue\": true}]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(Project.compile(datafile).optimizelyConfig().featuresMap().get("flag"))
                .hasToString("OptimizelyFeature[id=flag-id, key=flag, experimentRules=[], deliveryRules=[], "
                        + "variablesMap={wide=OptimizelyVariable[id=17, key=wide, type=boolean, value=true]}, "
                        + "experimentsMap={}]");
    }

    @Example
    void isEmptyWhereTheDatafileHasNone() {
        assertThat(at(new byte[0], DatafileText.NOWHERE)).isEmpty();
    }
}
