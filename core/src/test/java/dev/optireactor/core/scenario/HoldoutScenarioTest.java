package dev.optireactor.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.decision.Predictions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holdouts do in each generation of the semantics, one row each.
 * <p>
 * A cell of the last three columns reads <i>decisions; impressions</i>. A decision is the key of the rule or holdout that
 * decided, with {@code =v} if the variation is not its own; {@code -} is no rule, {@code null} no variation. Impressions
 * are {@code FT} (experiment), {@code R} (delivery) and {@code H} (holdout), in sending order, {@code –} is none. With a
 * bandit or a profile in the row, the requests, look-ups and saves follow. {@code =} is the same as to the left.
 */
class HoldoutScenarioTest {

    private static final String GLOBAL_HOLDOUTS = """
            #  | rules      | holdouts   | call                 | July               | September | November
            1  | e1 / d1 ee |            |                      | e1; FT(e1)         | =         | =
            2  | e1 / d1 ee | g1         |                      | g1; H(g1)          | =         | =
            3  | e1 / d1 ee | g1(out)    |                      | e1; FT(e1)         | =         | =
            4  | e1 / d1 ee | g1(noaud)  |                      | e1; FT(e1)         | =         | =
            5  | e1 / d1 ee | g1(draft)  |                      | e1; FT(e1)         | =         | =
            6  | e1 / d1 ee | g1(out) g2 |                      | g2; H(g2)          | =         | =
            7  | e1 / d1 ee | g1 g2      |                      | g1; H(g1)          | =         | =
            8  | e1 / d1 ee | g1:9999    |                      | g1; H(g1)          | =         | =
            9  | e1 / d1 ee | g1         | forced:f=v_d1        | -=v_d1; FT(-=v_d1) | =         | =
            10 | e1 / d1 ee | g1         | forced:f/e1=v_e1     | g1; H(g1)          | =         | =
            11 | e1 / d1 ee | g1(on)     |                      | g1 on; H(g1 on)    | =         | =
            12 | e1 / d1 ee | g1 l1:1001 |                      | g1; H(g1)          | =         | =
            13 | e1 / d1 ee | g1         | DISABLE_DECISION_EVENT | g1; –            | =         | =
            14 | e1 / d1 ee | g1(out)    |                      | e1; FT(e1)         | =         | =
            """;

    private static final String DEFERRED_GLOBAL_HOLDOUTS = """
            #  | rules                  | holdouts       | call                 | July                | September         | November
            15 | e1 / d1 ee             | g1(etd)        |                      | g1; H(g1)           | d1; H(g1)         | =
            16 | e1 / d1 ee             | g1(etd)        | SFD                  | g1; H(g1)           | d1; R(d1) H(g1)   | =
            17 | e1 / d1(noaud) ee(out) | g1(etd)        |                      | g1; H(g1)           | null; H(g1)       | =
            18 | e1 / d1(noaud) ee(out) | g1(etd)        | SFD                  | g1; H(g1)           | null; R(-) H(g1)  | =
            19 | e1 / -                 | g1(etd)        |                      | g1; H(g1)           | null; H(g1)       | =
            20 | e1 / d1 ee             | g1(etd)        | SFD DISABLE_DECISION_EVENT | g1; –         | d1; –             | =
            21 | e1 / d1 ee             | g1(etd) g2     |                      | g1; H(g1)           | d1; H(g1)         | =
            22 | e1 / d1 ee             | g1 g2(etd)     |                      | g1; H(g1)           | =                 | =
            23 | e1 / d1 ee             | g1(etd,out) g2 |                      | g2; H(g2)           | =                 | =
            24 | e1 / d1 ee             | g1(etd)        | forced:f/e1=v_e1     | g1; H(g1)           | d1; H(g1)         | =
            25 | e1 / d1 ee             | g1(etd)        | forced:f/d1=v_e1     | g1; H(g1)           | d1=v_e1; H(g1)    | =
            26 | e1(td) / ee            | g1(etd)        |                      | g1; H(g1)           | ee; H(g1)         | =
            27 | e1(fr) / ee            | g1(etd)        |                      | g1; H(g1)           | ee; H(g1)         | =
            28 | e1 / d1(out) d2 ee     | g1(etd)        |                      | g1; H(g1)           | ee; H(g1)         | =
            29 | e1(cmab) / d1 ee       | g1(etd)        |                      | g1; H(g1); requests 0 | d1; H(g1); requests 0 | =
            30 | e1 / d1 ee             | g1(etd)        | profile:1001=10011   | g1; H(g1); lookups 1, saves nothing | d1; H(g1); lookups 1, saves nothing | =
            31 | e1 / d1 ee             | g1(etd,on)     |                      | g1 on; H(g1 on)     | d1; H(g1 on)      | =
            32 | e1 / d1 ee             | g1(etd=snake)  |                      | g1; H(g1)           | =                 | =
            33 | e1 / d1 ee             | g1(etd=null)   |                      | g1; H(g1)           | =                 | =
            34 | e1 / d1 ee             | g1(etd=text)   |                      | g1; H(g1)           | =                 | =
            35 | e1 / d1 ee ; e2 / -    | g1(etd)        | all                  | f: g1, f2: g1; H(g1)@f H(g1)@f2 | f: d1, f2: null; H(g1)@f H(g1)@f2 | =
            36 | e1 / d1(noaud) ee(out) | g1(etd)        | all ENABLED_FLAGS_ONLY | nothing; H(g1)    | =                 | =
            """;

    private static final String LOCAL_HOLDOUTS_ON_EXPERIMENTS = """
            #   | rules                  | holdouts         | call                 | July                | September | November
            37  | e1 e2 / d1 ee          | l1:1001          |                      | l1; H(l1)           | =         | e2; FT(e2) H(l1)
            38  | e1 / d1 ee             | l1:1001          |                      | l1; H(l1)           | =         | d1; H(l1)
            39  | e1 / d1 ee             | l1:1001          | SFD                  | l1; H(l1)           | =         | d1; R(d1) H(l1)
            40  | e1 / d1(noaud) ee(out) | l1:1001          |                      | l1; H(l1)           | =         | null; H(l1)
            41  | e1 / d1(noaud) ee(out) | l1:1001          | SFD                  | l1; H(l1)           | =         | null; R(-) H(l1)
            42  | e1 e2 / d1 ee          | l1:1001,1002     |                      | l1; H(l1)           | =         | d1; H(l1) H(l1)
            43  | e1 e2 / d1 ee          | l1:1001 l2:1001  |                      | l1; H(l1)           | =         | e2; FT(e2) H(l1)
            44  | e1 e2 / d1 ee          | l1:1001(out) l2:1001 |                  | l2; H(l2)           | =         | e2; FT(e2) H(l2)
            45  | e1 / d1 ee             | l1:1001(noaud)   |                      | e1; FT(e1)          | =         | =
            46  | e1 / d1 ee             | l1:1001          | forced:f/e1=v_e1     | e1; FT(e1)          | =         | =
            47  | e1 e2 / d1 ee          | l1:1001          | forced:f/e1=unknown  | l1; H(l1)           | =         | e2; FT(e2) H(l1)
            48  | e1 / d1 ee             | l1:1001          | whitelist:e1=v_e1    | l1; H(l1)           | =         | d1; H(l1)
            49  | e1(paused) e2 / d1 ee  | l1:1001          |                      | l1; H(l1)           | =         | e2; FT(e2) H(l1)
            50  | e1(noaud) e2 / d1 ee   | l1:1001          |                      | l1; H(l1)           | =         | e2; FT(e2) H(l1)
            51  | e1 e2 / d1 ee          | l1:1001          | profile:1001=10011   | l1; H(l1); lookups 1, saves nothing | = | e2; FT(e2) H(l1); lookups 1, saves 1001=10011 1002=10021
            52  | e1(cmab) e2 / d1 ee    | l1:1001          |                      | l1; H(l1); requests 0 | =       | e2; FT(e2) H(l1); requests 0
            53  | e1 e2(cmab) / d1 ee    | l1:1001          |                      | l1; H(l1); requests 0 | =       | error; –; requests 1
            53a | e1 e2(cmab) / d1 ee    | l1:1001          | predicts:10021       | l1; H(l1); requests 0 | =       | e2; FT(e2)+uuid H(l1); requests 1
            54  | e1 e2 / d1 ee          | l1:1001          | DISABLE_DECISION_EVENT | l1; –             | =         | e2; –
            55  | e1(fr,out) / d1 ee     | l1:1001          |                      | l1; H(l1)           | =         | d1; H(l1)
            55a | e1(fr,out) / d1 ee     |                  |                      | e1=v_ee; FT(e1=v_ee) | =        | =
            56  | e1 / d1 ee             | l1:1001          | forced:f=v_d1        | -=v_d1; FT(-=v_d1)  | =         | =
            57  | e1 / d1 ee             | l1:1001          | forced:f/d1=v_ee     | l1; H(l1)           | =         | d1=v_ee; H(l1)
            58  | e1 e2 / d1 ee          | l1:1002          |                      | e1; FT(e1)          | =         | =
            59  | e1 / d1 ee ; e2 / -    | l1:1001,1002     | all                  | f: l1, f2: l1; H(l1)@f H(l1)@f2 | = | f: d1, f2: null; H(l1)@f H(l1)@f2
            """;

    private static final String LOCAL_HOLDOUTS_ON_DELIVERIES = """
            #  | rules             | holdouts        | call             | July      | September | November
            60 | / d1 d2 ee        | l1:2001         |                  | l1; H(l1) | =         | d2; H(l1)
            61 | / d1 d2(noaud) ee | l1:2001         | SFD              | l1; H(l1) | =         | ee; R(ee) H(l1)
            62 | / d1(noaud) ee    | l1:2009         |                  | l1; H(l1) | =         | null; H(l1)
            63 | / d1(out) d2 ee   | l1:2002         |                  | ee; –     | =         | =
            64 | / d1(out) d2 ee   | l1:2009         | SFD              | l1; H(l1) | =         | null; R(-) H(l1)
            65 | / d1(noaud) ee    | l1:2001         |                  | l1; H(l1) | =         | ee; H(l1)
            66 | / d1 ee           | l1:2001 l2:2009 | SFD              | l1; H(l1) | =         | null; R(-) H(l1) H(l2)
            67 | e1 / d1 ee        | l1:1001 l2:2001 |                  | l1; H(l1) | =         | ee; H(l1) H(l2)
            68 | / d1 ee           | l1:2001         | forced:f/d1=v_d1 | d1; –     | =         | =
            69 | / d1 ee           | l1:2001(etd)    |                  | l1; H(l1) | =         | ee; H(l1)
            """;

    private static final String BOTH_KINDS_AND_INVALID_ENTRIES = """
            #  | rules      | holdouts         | call | July       | September       | November
            70 | e1 / d1 ee | g1(etd) l1:2001  |      | g1; H(g1)  | l1; H(l1) H(g1) | ee; H(g1) H(l1)
            71 | e1 / d1 ee | g1(etd) l1:2001  | SFD  | g1; H(g1)  | l1; H(l1) H(g1) | ee; R(ee) H(g1) H(l1)
            72 | e1 / d1 ee | g1(etd) l1:1001  |      | g1; H(g1)  | d1; H(g1)       | =
            73 | / d1 ee    | g1(etd) l1:2001,2009 |  | g1; H(g1)  | l1; H(l1) H(g1) | null; H(g1) H(l1) H(l1)
            74 | e1 / d1 ee | l1               |      | e1; FT(e1) | =               | =
            75 | e1 / d1 ee | l1:              |      | e1; FT(e1) | =               | =
            76 | e1 / d1 ee | l1:9999          |      | e1; FT(e1) | =               | =
            77 | e1 / d1 ee | l1:e1            |      | e1; FT(e1) | =               | =
            78 | e1 / d1 ee | l1:1001(draft)   |      | e1; FT(e1) | =               | =
            """;

    /** One row of a table. */
    record Row(String number, String rules, String holdouts, String call, Map<DecisionSemantics, String> expected) {

        static Row parse(String line) {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            assertThat(cells).as("cells of %s", line).hasSize(7);
            Map<DecisionSemantics, String> expected = new EnumMap<>(DecisionSemantics.class);
            String july = cells.get(4);
            String september = cells.get(5).equals("=") ? july : cells.get(5);
            expected.put(DecisionSemantics.JULY_2026, july);
            expected.put(DecisionSemantics.SEPTEMBER_2026, september);
            expected.put(DecisionSemantics.NOVEMBER_2026, cells.get(6).equals("=") ? september : cells.get(6));
            return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), expected);
        }

        Scenario scenario() {
            return Scenario.parse(rules, holdouts, call);
        }

        @Override
        public String toString() {
            return number + ": " + rules + " | " + holdouts + " | " + call;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                        GLOBAL_HOLDOUTS,
                        DEFERRED_GLOBAL_HOLDOUTS,
                        LOCAL_HOLDOUTS_ON_EXPERIMENTS,
                        LOCAL_HOLDOUTS_ON_DELIVERIES,
                        BOTH_KINDS_AND_INVALID_ENTRIES)
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("#"))
                .map(Row::parse);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decidesAndReportsAsTheTableSays(Row row) {
        Scenario scenario = row.scenario();
        Map<DecisionSemantics, String> actual = new EnumMap<>(DecisionSemantics.class);
        for (DecisionSemantics semantics : DecisionSemantics.values()) {
            actual.put(semantics, Run.of(scenario, semantics).notation());
        }
        assertThat(actual).isEqualTo(row.expected());
    }

    @Test
    void theTablesHoldEveryScenarioOnce() {
        assertThat(rows().map(Row::number))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(IntStream.rangeClosed(1, 78).mapToObj(String::valueOf), Stream.of("53a", "55a"))
                                .toList());
    }

    @Test
    void aLocalHitIsReportedOnceWhenAPredictionComesLater() {
        Scenario scenario = Scenario.parse("e1 e2(cmab) / d1 ee", "l1:1001", "");
        DecisionKernel kernel = new DecisionKernel(DecisionSemantics.NOVEMBER_2026);

        BanditPrediction need = new BanditPrediction("f", "1002", "u1", Map.of());
        assertThat(kernel.evaluate(scenario.compile(), scenario.request().with(Predictions.none())))
                .isEqualTo(new Pending(Set.of(need)));
        Predictions predictions = Predictions.of(Map.of(need, new Predicted("10021", "uuid")));
        Decided decided =
                (Decided) kernel.evaluate(scenario.compile(), scenario.request().with(predictions));

        assertThat(decided.flags().get(0).impressions())
                .extracting(impression -> impression.outcome().ruleKey())
                .containsExactly("e2", "l1");
    }
}
