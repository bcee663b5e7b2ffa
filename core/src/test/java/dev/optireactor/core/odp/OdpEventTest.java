package dev.optireactor.core.odp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.fixture.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OdpEventTest {

    private static final ClientIdentity CLIENT = new ClientIdentity("python-sdk", "5.5.0");
    private static final UUID IDEMPOTENCE_ID = UUID.fromString("00000000-0000-4000-8000-000000000014");

    @Test
    void eventsAreSentAsAList() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("amount", 12.5);
        data.put("vip", true);
        data.put("note", null);
        OdpEvent event = new OdpEvent("", "purchased", Map.of("email", "a@b.c", "fs_user_id", "user1"), data)
                .withDefaultData(CLIENT, IDEMPOTENCE_ID);

        assertThat(body(event)).isEqualTo(Json.parse("""
                                [{"type":"fullstack","action":"purchased","identifiers":{"email":"a@b.c","fs_user_id":"user1"},
                                  "data":{"idempotence_id":"00000000-0000-4000-8000-000000000014","data_source_type":"sdk",
                                          "data_source":"python-sdk","data_source_version":"5.5.0",
                                          "amount":12.5,"vip":true,"note":null}}]
                                """));
    }

    @Test
    void whatTheCallerSaysWins() {
        OdpEvent event = event(Map.of("fs_user_id", "user1"), Map.of("data_source", "mine", "idempotence_id", "own"))
                .withDefaultData(CLIENT, IDEMPOTENCE_ID);

        assertThat(event.data())
                .isEqualTo(Map.of(
                        "idempotence_id", "own",
                        "data_source_type", "sdk",
                        "data_source", "mine",
                        "data_source_version", "5.5.0"));
    }

    @Test
    void anyTextArrivesAsItWas() {
        String text = "\"\\ %s Ж日本🎉\n\u0000\ud83d";

        assertThat(body(new OdpEvent(text, text, Map.of(text, text), Map.of(text, text))))
                .isEqualTo(List.of(Map.of(
                        "type", text, "action", text, "identifiers", Map.of(text, text), "data", Map.of(text, text))));
    }

    @ParameterizedTest
    @CsvSource({"FS_USER_ID", "fs-user-id", "Fs-User-Id", "FS-USER-ID", "fs_user_id"})
    void theUserIdIsRecognisedHoweverItIsWritten(String name) {
        assertThat(event(Map.of(name, "user1"), Map.of()).identifiers()).isEqualTo(Map.of("fs_user_id", "user1"));
    }

    @Test
    void onlyOneIdentifierIsRenamedAndNoneIfTheRightOneIsThere() {
        Map<String, String> two = new LinkedHashMap<>();
        two.put("FS-USER-ID", "first");
        two.put("email", "a@b.c");
        two.put("FS_USER_ID", "second");
        Map<String, String> withTheRightOne = new LinkedHashMap<>(two);
        withTheRightOne.put("fs_user_id", "third");

        assertThat(event(two, Map.of()).identifiers())
                .isEqualTo(Map.of("fs_user_id", "first", "email", "a@b.c", "FS_USER_ID", "second"));
        assertThat(event(withTheRightOne, Map.of()).identifiers()).isEqualTo(withTheRightOne);
    }

    @Test
    void laterChangesOfTheCallersMapsDoNotMatter() {
        Map<String, String> identifiers = new HashMap<>(Map.of("FS_USER_ID", "user1"));
        Map<String, Object> data = new HashMap<>(Map.of("a", 1));
        OdpEvent event = event(identifiers, data);

        identifiers.put("email", "a@b.c");
        data.clear();

        assertThat(event.identifiers()).isEqualTo(Map.of("fs_user_id", "user1"));
        assertThat(event.data()).isEqualTo(Map.of("a", 1));
        assertThat(identifiers).containsKey("FS_USER_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void needsAnAction(String action) {
        assertThat(new OdpEvent("", action, Map.of(), Map.of("list", List.of())).problem())
                .isEqualTo("ODP action is not valid (cannot be empty).");
    }

    @Test
    void needsAnIdentifier() {
        assertThat(event(Map.of(), Map.of("list", List.of())).problem())
                .isEqualTo("ODP events must have at least one key-value pair in identifiers.");
    }

    @ParameterizedTest
    @MethodSource
    void takesScalars(@Nullable Object value) {
        assertThat(withData(value).problem()).isNull();
    }

    static List<@Nullable Object> takesScalars() {
        return Arrays.asList("", "text", 1, 1L, (short) 1, (byte) 1, 1.5, 1.5f, true, null, Long.MAX_VALUE, 1e300);
    }

    @ParameterizedTest
    @MethodSource
    void takesNothingElse(Object value) {
        assertThat(withData(value).problem()).isEqualTo("ODP data is not valid.");
    }

    static List<Object> takesNothingElse() {
        return List.of(
                List.of(),
                Map.of(),
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Float.NaN,
                BigDecimal.ONE,
                'c',
                new Object());
    }

    private static OdpEvent withData(@Nullable Object value) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("name", value);
        return event(Map.of("fs_user_id", "user1"), data);
    }

    private static OdpEvent event(Map<String, String> identifiers, Map<String, ?> data) {
        return new OdpEvent("fullstack", "purchased", identifiers, data);
    }

    private static @Nullable Object body(OdpEvent event) {
        return Json.parse(new String(OdpEvent.body(List.of(event)), StandardCharsets.UTF_8));
    }

    @Test
    void nothingAboutTheUserIsPrinted() {
        OdpEvent event = new OdpEvent("t", "act", Map.of("email", "secret@x"), Map.of("name", "secret"));

        assertThat(event.toString()).contains("t", "act", "1 identifiers").doesNotContain("secret", "email");
    }
}
