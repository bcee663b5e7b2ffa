package dev.optireactor.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.prediction.PredictionAnswer.Invalid;
import dev.optireactor.core.prediction.PredictionAnswer.Variation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionAnswerTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = '>',
            value = {
                "{'predictions':[{'variation_id':'10416523181'}]} > 10416523181",
                "{'predictions':[{'variation_id':'abc','confidence':0.5}]} > abc",
                "{'predictions':[{'n':{'k':1},'variation_id':'8'}],'meta':{}} > 8",
                "{'other':[1],'predictions':[{'variation_id':'1'},{'variation_id':'2'}]} > 1",
                " { 'predictions' : [ { 'variation_id' : '77' } ] } > 77",
                "{'predictions':[{'variation_id':'a b'}]} > a b",
                "{'predictions':[{'variation_id':'вар'}]} > вар",
                "{'predictions':[{'variation_id':5}]} > 5",
                "{'predictions':[{'variation_id':1.5}]} > 1.5",
                "{'predictions':[{'variation_id':12345678901234567890}]} > 12345678901234567890"
            })
    void namesTheFirstVariation(String body, String variationId) {
        assertThat(parse(200, body)).isEqualTo(new Variation(variationId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'predictions':[{'variation_id':null}]}",
                "{'predictions':[{'variation_id':''}]}",
                "{'predictions':[{'variation_id':true}]}",
                "{'predictions':[{'variation_id':{'id':'1'}}]}",
                "{'predictions':[{'variation_id':['1']}]}",
                "{'predictions':[{'variation_id':1e999}]}",
                "{'predictions':[{'variation_id':'x'}",
                "{'predictions':[{'variation_id':'x'}]} more",
                "{'predictions':[]}",
                "{'predictions':[{}]}",
                "{'predictions':[null]}",
                "{'predictions':null}",
                "{'predictions':{'variation_id':'1'}}",
                "{'predictions':['variation_id']}",
                "{'predictions':[{'Variation_id':'1'}]}",
                "{'predictions':[[{'variation_id':'3'}]]}",
                "{'other':[{'variation_id':'1'}]}",
                "{}",
                "[]",
                "null",
                "'predictions'",
                "not json",
                ""
            })
    void anyOtherBodyIsInvalid(String body) {
        assertThat(parse(200, body)).isEqualTo(new Invalid("Invalid CMAB fetch response"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void aStatusOfSuccessIsNeeded(int status) {
        assertThat(parse(status, "{'predictions':[{'variation_id':'1'}]}")).isEqualTo(new Variation("1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 304, 400, 404, 429, 500, 503})
    void anyOtherStatusIsInvalidWhateverTheBodySays(int status) {
        assertThat(parse(status, "{'predictions':[{'variation_id':'1'}]}"))
                .isEqualTo(new Invalid("CMAB decision fetch failed with status: " + status));
    }

    private static PredictionAnswer parse(int status, String body) {
        return PredictionAnswer.parse(status, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
