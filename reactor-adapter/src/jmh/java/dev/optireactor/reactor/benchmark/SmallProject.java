package dev.optireactor.reactor.benchmark;

import java.nio.charset.StandardCharsets;

/** A project with one A/B test, on for everyone, with two variables. */
final class SmallProject {

    static final String FLAG = "checkout";

    private static final String TEXT = """
            {"version":"4","accountId":"21468570738","projectId":"25618440095","revision":"42","sdkKey":"benchmark",
             "environmentKey":"production","anonymizeIP":true,"botFiltering":false,"sendFlagDecisions":true,
             "attributes":[{"id":"25618440101","key":"country"},{"id":"25618440102","key":"age"}],
             "audiences":[],"typedAudiences":[],"groups":[],"rollouts":[],"integrations":[],
             "events":[{"id":"25618440301","key":"purchase","experimentIds":["25618440401"]}],
             "experiments":[{"id":"25618440401","key":"checkout_ab","status":"Running","layerId":"25618440400",
               "audienceIds":[],"audienceConditions":[],"forcedVariations":{},
               "trafficAllocation":[{"entityId":"25618440411","endOfRange":5000},
                                    {"entityId":"25618440412","endOfRange":10000}],
               "variations":[{"id":"25618440411","key":"two_steps","featureEnabled":true,"variables":[]},
                             {"id":"25618440412","key":"one_page","featureEnabled":true,
                              "variables":[{"id":"25618440501","value":"one-page"}]}]}],
             "featureFlags":[{"id":"25618440601","key":"checkout","experimentIds":["25618440401"],"rolloutId":"",
               "variables":[{"id":"25618440501","key":"layout","type":"string","defaultValue":"two-steps"},
                            {"id":"25618440502","key":"limit","type":"integer","defaultValue":"10"}]}]}
            """;

    private SmallProject() {}

    static String text() {
        return TEXT;
    }

    static byte[] datafile() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }
}
