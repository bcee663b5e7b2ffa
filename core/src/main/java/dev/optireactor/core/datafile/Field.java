package dev.optireactor.core.datafile;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** The fields that are read, at any level of a datafile. */
enum Field {
    ACCOUNT_ID("accountId"),
    ANONYMIZE_IP("anonymizeIP"),
    ATTRIBUTE_IDS("attributeIds"),
    ATTRIBUTES("attributes"),
    AUDIENCE_CONDITIONS("audienceConditions"),
    AUDIENCE_IDS("audienceIds"),
    AUDIENCES("audiences"),
    BOT_FILTERING("botFiltering"),
    CMAB("cmab"),
    CONDITIONS("conditions"),
    DEFAULT_VALUE("defaultValue"),
    END_OF_RANGE("endOfRange"),
    ENTITY_ID("entityId"),
    ENVIRONMENT_KEY("environmentKey"),
    EVENTS("events"),
    EXCLUDE_TARGETED_DELIVERIES("excludeTargetedDeliveries"),
    EXPERIMENT_IDS("experimentIds"),
    EXPERIMENTS("experiments"),
    FEATURE_ENABLED("featureEnabled"),
    FEATURE_FLAGS("featureFlags"),
    FORCED_VARIATIONS("forcedVariations"),
    GROUPS("groups"),
    HOLDOUTS("holdouts"),
    HOST("host"),
    ID("id"),
    INCLUDED_RULES("includedRules"),
    INTEGRATIONS("integrations"),
    KEY("key"),
    LAYER_ID("layerId"),
    LOCAL_HOLDOUTS("localHoldouts"),
    NAME("name"),
    POLICY("policy"),
    PROJECT_ID("projectId"),
    PUBLIC_KEY("publicKey"),
    REGION("region"),
    REVISION("revision"),
    ROLLOUT_ID("rolloutId"),
    ROLLOUTS("rollouts"),
    SDK_KEY("sdkKey"),
    SEND_FLAG_DECISIONS("sendFlagDecisions"),
    STATUS("status"),
    SUB_TYPE("subType"),
    TRAFFIC_ALLOCATION("trafficAllocation"),
    TYPE("type"),
    TYPED_AUDIENCES("typedAudiences"),
    VALUE("value"),
    VARIABLES("variables"),
    VARIATIONS("variations"),
    VERSION("version"),

    /** Any other; ignored. */
    UNKNOWN("");

    private static final Field[] ALL = values();

    private final String text;

    Field(String text) {
        this.text = text;
    }

    /** {@return what finds a field in bytes, without making a text of its name} */
    static PropertyNameMatcher matcher(JsonFactory factory) {
        List<Named> names = new ArrayList<>();
        for (Field field : ALL) {
            if (field != UNKNOWN) {
                names.add(Named.fromString(field.text));
            }
        }
        return factory.constructNameMatcher(names, true);
    }

    /**
     * {@return the field}
     *
     * @param match what the matcher answered: a position among the names, or that there is none
     */
    static Field of(int match) {
        return match < 0 ? UNKNOWN : ALL[match];
    }

    /** {@return its name in the datafile} */
    @Override
    public String toString() {
        return text;
    }
}
