package dev.optireactor.reactor.benchmark;

import java.nio.charset.StandardCharsets;

/** A project with one A/B test, on for everyone, with two variables. */
final class SmallProject {

    static final String FLAG = "checkout";
    static final String EVENT = "purchase";
    static final String SEGMENT = "has_email";

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

    /** {@return the project with a segment of the data platform, which is at this address} */
    static String textWithDataPlatform(String host) {
        return TEXT.replace("\"typedAudiences\":[]", """
                        "typedAudiences":[{"id":"25618440701","name":"segment","conditions":["or",
                          {"match":"qualified","name":"odp.audiences","type":"third_party_dimension","value":"has_email"}]}]""").replace("\"integrations\":[]", """
                        "integrations":[{"key":"odp","host":"%s","publicKey":"key"}]""".formatted(host));
    }
}
