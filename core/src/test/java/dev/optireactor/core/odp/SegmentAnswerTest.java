package dev.optireactor.core.odp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.odp.SegmentAnswer.Failed;
import dev.optireactor.core.odp.SegmentAnswer.Qualified;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentAnswerTest {

    @Test
    void namesTheSegmentsThatTheUserIsIn() {
        assertThat(parse("""
                                {"data":{"customer":{"audiences":{"edges":[
                                  {"node":{"name":"has_email","state":"qualified"}},
                                  {"node":{"name":"push_on_sale","state":"not_qualified"}},
                                  {"node":{"state":"unknown"}},
                                  {"node":{"name":"日本","state":"qualified"}}]}}}}
                                """)).isEqualTo(new Qualified(List.of("has_email", "日本")));
    }

    @Test
    void noSegmentIsAnAnswerToo() {
        assertThat(parse("{\"data\":{\"customer\":{\"audiences\":{\"edges\":[]}}}}"))
                .isEqualTo(new Qualified(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{\"data\":", "{} {}"})
    void aBodyThatIsNotJsonFails(String body) {
        assertThat(parse(body)).isEqualTo(error("JSON decode error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "\"data\"",
                "{\"data\":null}",
                "{\"data\":{\"customer\":null}}",
                "{\"data\":{\"customer\":{\"audiences\":null}}}",
                "{\"data\":{\"customer\":{\"audiences\":{}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":null}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":{}}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":[{}]}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":[null]}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":[{\"node\":{\"name\":\"a\"}}]}}}}",
                "{\"data\":{\"customer\":{\"audiences\":{\"edges\":[{\"node\":{\"state\":\"qualified\"}}]}}}}",
                "{\"errors\":[]}",
                "{\"errors\":{}}",
                "{\"errors\":[{}]}",
                "{\"errors\":[{\"extensions\":{\"code\":\"INVALID_IDENTIFIER_EXCEPTION\"}}]}"
            })
    void aBodyOfAnotherFormFails(String body) {
        assertThat(parse(body)).isEqualTo(error("decode error"));
    }

    @Test
    void anInvalidIdentifierIsWorthAWarning() {
        assertThat(parse("""
                                {"errors":[{"message":"Exception while fetching data (/customer) : …",
                                  "locations":[{"line":2,"column":3}],"path":["customer"],
                                  "extensions":{"code":"INVALID_IDENTIFIER_EXCEPTION","classification":"DataFetchingException"}}],
                                 "data":{"customer":null}}
                                """)).isEqualTo(new Failed("Audience segments fetch failed (invalid identifier).", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DataFetchingException", "InvalidIdentifierException"})
    void anyOtherErrorIsNamedByItsClassification(String classification) {
        assertThat(parse("{\"errors\":[{\"extensions\":{\"classification\":\"" + classification + "\"}}]}"))
                .isEqualTo(error(classification));
    }

    @Test
    void errorsCountMoreThanData() {
        assertThat(parse("""
                                {"data":{"customer":{"audiences":{"edges":[]}}},
                                 "errors":[{"extensions":{"code":"OTHER","classification":"Other"}}]}
                                """)).isEqualTo(error("Other"));
    }

    @Test
    void aStatusFails() {
        assertThat(SegmentAnswer.status(403)).isEqualTo(error("HTTP status 403"));
    }

    private static SegmentAnswer parse(String body) {
        return SegmentAnswer.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Failed error(String reason) {
        return new Failed("Audience segments fetch failed (" + reason + ").", false);
    }
}
