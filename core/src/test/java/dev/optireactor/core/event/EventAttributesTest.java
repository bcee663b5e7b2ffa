package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventAttributesTest {

    private static final Project PROJECT = EventFixture.PROJECT;

    @Test
    void keepsTheOrderAndLeavesOutWhatTheServiceCannotUse() {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("country", "US");
        attributes.put("age", 30);
        attributes.put("unknown_attr", "zzz");
        attributes.put("premium", true);
        attributes.put("$opt_user_agent", "Mozilla/5.0");
        attributes.put("$opt_bucketing_id", "b1");
        attributes.put("", "no key");

        assertThat(sent(project(datafile -> datafile.put("botFiltering", true)), attributes))
                .isEqualTo(Json.parse("""
                                [{"entity_id":"attr_1_id","key":"country","type":"custom","value":"US"},
                                 {"entity_id":"7723280021","key":"age","type":"custom","value":30},
                                 {"entity_id":"7723280022","key":"premium","type":"custom","value":true},
                                 {"entity_id":"$opt_user_agent","key":"$opt_user_agent","type":"custom","value":"Mozilla/5.0"},
                                 {"entity_id":"$opt_bucketing_id","key":"$opt_bucketing_id","type":"custom","value":"b1"},
                                 {"entity_id":"$opt_bot_filtering","key":"$opt_bot_filtering","type":"custom","value":true}]
                                """));
    }

    @ParameterizedTest
    @MethodSource
    void sendsTextsBooleansAndNumbersWithTheirOwnType(Object value, Object expected) {
        assertThat(sent(PROJECT, Map.of("age", value)))
                .isEqualTo(
                        List.of(Map.of("entity_id", "7723280021", "key", "age", "type", "custom", "value", expected)));
    }

    static List<Arguments> sendsTextsBooleansAndNumbersWithTheirOwnType() {
        return List.of(
                Arguments.of("", ""),
                Arguments.of("30", "30"),
                Arguments.of(false, false),
                Arguments.of((byte) 30, 30),
                Arguments.of((short) 30, 30),
                Arguments.of(30, 30),
                Arguments.of(30L, 30),
                Arguments.of(1.5f, 1.5),
                Arguments.of(0.1f, 0.1),
                Arguments.of(1.5, 1.5),
                Arguments.of(0.0, 0.0),
                Arguments.of(1L << 53, 9007199254740992L),
                Arguments.of(-(1L << 53), -9007199254740992L),
                Arguments.of(0x1p53, 9007199254740992.0));
    }

    @ParameterizedTest
    @MethodSource
    void dropsAnyOtherValue(@Nullable Object value) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("age", value);
        attributes.put("$opt_any", value);

        assertThat(sent(PROJECT, attributes)).isEqualTo(List.of());
    }

    static List<@Nullable Object> dropsAnyOtherValue() {
        return Arrays.asList(
                null,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                (1L << 53) + 1,
                -(1L << 53) - 1,
                0x1.0000000000001p53,
                Long.MIN_VALUE,
                BigInteger.ONE,
                BigDecimal.ONE,
                new AtomicInteger(1),
                'c',
                List.of("US"),
                Map.of("a", 1),
                Instant.EPOCH);
    }

    @Test
    void aKnownAttributeGoesByItsIdEvenWithAReservedName() {
        assertThat(sent(PROJECT, Map.of("$opt_known", 1)))
                .isEqualTo(
                        List.of(Map.of("entity_id", "7723280023", "key", "$opt_known", "type", "custom", "value", 1)));
    }

    @Test
    void tellsThatBotsAreKept() {
        assertThat(sent(project(datafile -> datafile.put("botFiltering", false)), Map.of()))
                .isEqualTo(Json.parse("""
                                [{"entity_id":"$opt_bot_filtering","key":"$opt_bot_filtering","type":"custom","value":false}]
                                """));
    }

    @Test
    void tellsNothingOfBotsIfTheDatafileDoesNot() {
        assertThat(sent(PROJECT, Map.of())).isEqualTo(List.of());
    }

    @Test
    @SuppressWarnings("unchecked")
    void survivesKeysThatAreNoTexts() {
        Map<Object, Object> raw = Map.of(1, "a");

        assertThat(sent(PROJECT, (Map<String, Object>) (Map<?, ?>) raw)).isEqualTo(List.of());
    }

    @Test
    void botFilteringHasItsOwnIdWhateverAttributesThereAre() {
        Project project = project(datafile -> {
            datafile.put("botFiltering", true);
            Json.set(datafile, "/attributes/0/key", "$opt_bot_filtering");
        });

        for (int time = 0; time < 2; time++) {
            assertThat(sent(project, Map.of("$opt_bot_filtering", "mine"))).isEqualTo(Json.parse("""
                            [{"entity_id":"attr_1_id","key":"$opt_bot_filtering","type":"custom","value":"mine"},
                             {"entity_id":"$opt_bot_filtering","key":"$opt_bot_filtering","type":"custom","value":true}]
                            """));
        }
    }

    @Test
    void nothingElseOfTheUserIsKept() {
        List<WeakReference<Object>> notSent = new ArrayList<>();
        UserEvent event = eventWith(notSent);

        for (int i = 0; i < 10 && notSent.get(0).get() != null; i++) {
            System.gc();
        }

        assertThat(notSent.get(0).get()).isNull();
        assertThat(event.userId()).isEqualTo("user1");
    }

    /** An event of a user with an attribute that the project does not know, and that nobody counts. */
    private static UserEvent eventWith(List<WeakReference<Object>> notSent) {
        String large = "x".repeat(1 << 20);
        notSent.add(new WeakReference<>(large));
        return done(PROJECT, UserContext.of("user1", Map.of("unknown", large, "age", 30)), null);
    }

    @Test
    void impressionsCarryTheSame() {
        UserContext user = UserContext.of("user1", Map.of("age", 30));

        assertThat(visitor(EventFixture.shown(PROJECT, user, "flag_ft")).get("attributes"))
                .isEqualTo(visitor(done(PROJECT, user, null)).get("attributes"));
    }

    private static @Nullable Object sent(Project project, Map<String, ?> attributes) {
        return visitor(done(project, UserContext.of("user1", attributes), null)).get("attributes");
    }
}
