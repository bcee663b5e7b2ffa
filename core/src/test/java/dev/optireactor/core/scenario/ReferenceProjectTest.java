package dev.optireactor.core.scenario;

import static dev.optireactor.core.decision.DecisionSemantics.JULY_2026;
import static dev.optireactor.core.decision.DecisionSemantics.NOVEMBER_2026;
import static dev.optireactor.core.decision.DecisionSemantics.SEPTEMBER_2026;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.DecisionSemantics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Decisions on the reference project: <i>decisions; events</i>, and what is saved if there is a profile.
 * <p>
 * A decision is variation, on or off, rule ({@code -} is none), then the variables that have not their default. An event
 * is rule type, campaign, experiment and variation id.
 */
class ReferenceProjectTest {

    @ParameterizedTest(name = "{0} | {1} | {2} | {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # project    | user                     | call          | flags      | outcome
                         | u1 country=US            |               | f          | ctl off exp1; feature-test/L301/301/401
                         | u1 country=FR age=20     |               | f          | on on dr1 s=dr1; rollout/L501/501/601
                         | u1                       |               | f          | on2 on dr2; rollout/L502/502/602
                         | u2 age=20                |               | f          | off off ee; rollout/L503/503/9503
                         | u3 age=20                |               | f          | on on dr1 s=dr1; rollout/L501/501/601
                         | wl                       |               | f          | trt on exp1 b=true i=42 s=trt; feature-test/L301/301/402
                         | wlbad country=US         |               | f          | ctl off exp1; feature-test/L301/301/401
                         | u1                       | f=trt         | f          | trt on - b=true i=42 s=trt; feature-test/-/-/402
                         | u1                       | f=on          | f          | on on - s=dr1; feature-test/-/-/601
                         | u1 country=US            | f=zzz         | f          | ctl off exp1; feature-test/L301/301/401
                         | u1                       | f/exp1=on     | f          | on on exp1 s=dr1; feature-test/L301/301/601
                         | u1 age=5                 | f/dr2=trt     | f          | trt on dr2 b=true i=42 s=trt; rollout/L502/502/402
                         | u1 country=US            | f/=trt        | f          | ctl off exp1; feature-test/L301/301/401
                         | u1                       |               | g          | null; rollout/-/-/-
                         | u1                       |               | nope       | error; –
                         | u1                       |               | keys=nope,f | nope: error, f: on2 on dr2; rollout/L502/502/602
                         | u1                       |               | keys=h,f,h | h: on2 on dr2, f: on2 on dr2; rollout/L502/502/602 rollout/L502/502/602
                         | u1 country=US            | ENABLED_FLAGS_ONLY | *     | h: on2 on dr2; feature-test/L301/301/401 rollout/-/-/- rollout/L502/502/602
                         | u1                       | ENABLED_FLAGS_ONLY | keys=nope,g | nope: error; rollout/-/-/-
                         | u1                       | ENABLED_FLAGS_ONLY | g     | null; rollout/-/-/-
                         | u1 country=US            | EXCLUDE_VARIABLES DISABLE_DECISION_EVENT | f | ctl off exp1 {}; –
            SFD=off      | u1 age=5                 |               | f          | on2 on dr2; –
            SFD=off      | u1                       |               | g          | null; –
            SFD=off      | u1 country=US            |               | f          | ctl off exp1; feature-test/L301/301/401
            SFD=off      | u1                       | f=trt         | f          | trt on - b=true i=42 s=trt; feature-test/-/-/402
            exp1=Paused  | u1 country=US            |               | f          | on2 on dr2; rollout/L502/502/602
            dr2=Paused   | u1                       |               | f          | on2 on dr2; rollout/L502/502/602
                         | u1                       | profile=301:401 | f        | ctl off exp1; feature-test/L301/301/401; saves nothing
                         | u1 country=US            | profile=301:999 | f        | ctl off exp1; feature-test/L301/301/401; saves {301=401}
                         | u1 country=US            | profile=nothing | f        | ctl off exp1; feature-test/L301/301/401; saves {301=401}
                         | u1 country=US            | profile=invalid | f        | ctl off exp1; feature-test/L301/301/401; saves {301=401}
            # Here the official SDKs save {301=401}, over whatever is stored.
                         | u1 country=US            | profile=failing | f        | ctl off exp1; feature-test/L301/301/401; saves nothing
                         | u1 country=US            | profile=999:1   | f        | ctl off exp1; feature-test/L301/301/401; saves {301=401, 999=1}
                         | u1                       | profile=301:401 IGNORE_USER_PROFILE_SERVICE | f | on2 on dr2; rollout/L502/502/602; saves nothing
                         | wl country=US            | profile=301:401 | f        | trt on exp1 b=true i=42 s=trt; feature-test/L301/301/402; saves nothing
                         | u1                       | profile=nothing | f        | on2 on dr2; rollout/L502/502/602; saves nothing
                         | u1 country=US $opt_bucketing_id=other | | f           | trt on exp1 b=true i=42 s=trt; feature-test/L301/301/402
                         | u1 country=US $opt_bucketing_id=5     | | f           | ctl off exp1; feature-test/L301/301/401
                         | u1 country=US $opt_bucketing_id=      | | f           | ctl off exp1; feature-test/L301/301/401
                         | 50%off                   |               | f          | on2 on dr2; rollout/L502/502/602
            """)
    void decidesAsEveryOfficialSdkDoes(
            @Nullable String project, String user, @Nullable String call, String flags, String outcome) {
        ReferenceRun run = new ReferenceRun(text(project), user, text(call), flags);
        for (DecisionSemantics semantics : DecisionSemantics.values()) {
            assertThat(run.under(semantics)).as(semantics.name()).isEqualTo(outcome);
        }
    }

    @ParameterizedTest(name = "{0} | {1} | {2} | {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # project            | user          | call    | flags | July | September | November
            gh1 gh2              | u1 country=US |         | f     | ho_off off gh2; holdout/72/72/872 | = | =
            gh1 gh2 SFD=off      | u1 country=US |         | f     | ho_off off gh2; holdout/72/72/872 | = | =
            gh1 gh2              | u1 country=FR |         | f     | on2 on dr2; rollout/L502/502/602  | = | =
            gh1 gh2              | wl country=US |         | f     | ho_off off gh2; holdout/72/72/872 | = | =
            gh1 gh2              | u1 country=US | profile=301:402 | f | ho_off off gh2; holdout/72/72/872; saves nothing | = | =
            gh1 gh2              | u1 country=US | f/exp1=trt | f  | ho_off off gh2; holdout/72/72/872 | = | =
            gh1 gh2              | u1 country=US | f=trt   | f     | trt on - b=true i=42 s=trt; feature-test/-/-/402 | = | =
            gh2(draft)           | u1 country=US |         | f     | ctl off exp1; feature-test/L301/301/401 | = | =
            gh2(on,noaud)        | u1            |         | f     | ho_off on gh2; holdout/72/72/872 | = | =
            gh2(etd)             | u1 country=US |         | f     | ho_off off gh2; holdout/72/72/872 | on2 on dr2; rollout/L502/502/602 holdout/72/72/872 | =
            gh2(etd) SFD=off     | u1 country=US |         | f     | ho_off off gh2; holdout/72/72/872 | on2 on dr2; holdout/72/72/872 | =
            gh2(etd)             | u1 country=US | DISABLE_DECISION_EVENT | f | ho_off off gh2; – | on2 on dr2; – | =
            gh2(etd)             | u1 country=US | f/exp1=trt | f  | ho_off off gh2; holdout/72/72/872 | on2 on dr2; rollout/L502/502/602 holdout/72/72/872 | =
            gh2(etd)             | u1 country=US | f/dr2=trt | f   | ho_off off gh2; holdout/72/72/872 | trt on dr2 b=true i=42 s=trt; rollout/L502/502/402 holdout/72/72/872 | =
            gh2(etd)             | u1 country=US |         | g     | ho_off off gh2; holdout/72/72/872 | null; rollout/-/-/- holdout/72/72/872 | =
            gh2(etd) SFD=off     | u1 country=US |         | g     | ho_off off gh2; holdout/72/72/872 | null; holdout/72/72/872 | =
            gh2(etd,noaud) lh1:502 | u1          |         | f     | ho_off off gh2; holdout/72/72/872 | ho_off off lh1; holdout/73/73/873 holdout/72/72/872 | off off ee; rollout/L503/503/9503 holdout/72/72/872 holdout/73/73/873
            lh1:502(etd)         | u1            |         | f     | ho_off off lh1; holdout/73/73/873 | = | off off ee; rollout/L503/503/9503 holdout/73/73/873
            lh1:301              | u1 country=US |         | f     | ho_off off lh1; holdout/73/73/873 | = | on2 on dr2; rollout/L502/502/602 holdout/73/73/873
            lh1:301 SFD=off      | u1 country=US |         | f     | ho_off off lh1; holdout/73/73/873 | = | on2 on dr2; holdout/73/73/873
            lh1:301 exp1=Paused  | u1 country=US |         | f     | ho_off off lh1; holdout/73/73/873 | = | on2 on dr2; rollout/L502/502/602 holdout/73/73/873
            lh1:301              | u1 country=FR |         | f     | ho_off off lh1; holdout/73/73/873 | = | on2 on dr2; rollout/L502/502/602 holdout/73/73/873
            lh1:301              | u1 country=US | f/exp1=trt | f  | trt on exp1 b=true i=42 s=trt; feature-test/L301/301/402 | = | =
            lh1:301              | wl            |         | f     | ho_off off lh1; holdout/73/73/873 | = | on2 on dr2; rollout/L502/502/602 holdout/73/73/873
            lh1:301              | u1            |         | h     | on2 on dr2; rollout/L502/502/602 | = | =
            lh1:502              | u1            |         | f     | ho_off off lh1; holdout/73/73/873 | = | off off ee; rollout/L503/503/9503 holdout/73/73/873
            lh1:503              | u2 age=20     |         | f     | ho_off off lh1; holdout/73/73/873 | = | null; rollout/-/-/- holdout/73/73/873
            lh1                  | u1 country=US |         | f     | ctl off exp1; feature-test/L301/301/401 | = | =
            lh1:                 | u1 country=US |         | f     | ctl off exp1; feature-test/L301/301/401 | = | =
            lh1:301(few) lh2:301 | u1 country=US |         | f     | ho_off off lh2; holdout/74/74/874 | = | on2 on dr2; rollout/L502/502/602 holdout/74/74/874
            """)
    void decidesWithHoldouts(
            String project,
            String user,
            @Nullable String call,
            String flags,
            String july,
            String september,
            String november) {
        ReferenceRun run = new ReferenceRun(project, user, text(call), flags);
        String inSeptember = september.equals("=") ? july : september;
        assertThat(List.of(run.under(JULY_2026), run.under(SEPTEMBER_2026), run.under(NOVEMBER_2026)))
                .containsExactly(july, inSeptember, november.equals("=") ? inSeptember : november);
    }

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # project | call                                        | flags  | asked
                      |                                             | f      | true
                      |                                             | *      | true
            gh2(noaud) |                                            | f      | true
                      | IGNORE_USER_PROFILE_SERVICE                 | f      | false
                      |                                             | nope   | false
                      | f=trt                                       | f      | false
                      | f=zzz                                       | f      | true
            """)
    void theProfileIsAskedForIfAFlagIsLeftToEvaluate(
            @Nullable String project, @Nullable String call, String flags, boolean asked) {
        ReferenceRun run = new ReferenceRun(text(project), "u1 country=US", text(call), flags);
        for (DecisionSemantics semantics : DecisionSemantics.values()) {
            assertThat(run.asksForTheProfile(semantics)).isEqualTo(asked);
        }
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }
}
