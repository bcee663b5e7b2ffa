package dev.optireactor.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

/** The pieces, with values between them, are the JSON that the generator would have written in one go. */
class PieceWriterTest {

    @Test
    void aValueComesInAfterItsName() {
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartObject();
            json.writeStringProperty("same", "日\"");
            assertThat(pieces.cutAfter("first")).asString(UTF_8).isEqualTo("{\"same\":\"日\\\"\",\"first\":");
            assertThat(pieces.cutAfter("second")).asString(UTF_8).isEqualTo(",\"second\":");
            json.writeEndObject();
            assertThat(pieces.cut()).asString(UTF_8).isEqualTo("}");
        }
    }

    @Test
    void elementsComeInBetweenBrackets() {
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartArray();
            assertThat(pieces.cut()).asString(UTF_8).isEqualTo("[");
            json.writeEndArray();
            assertThat(pieces.cut()).asString(UTF_8).isEqualTo("]");
        }
    }

    @Test
    void thereIsNothingBetweenTwoCuts() {
        try (PieceWriter pieces = new PieceWriter()) {
            pieces.json().writeStartArray();
            pieces.cut();

            assertThat(pieces.cut()).isEmpty();
        }
    }
}
