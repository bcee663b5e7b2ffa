package dev.optireactor.core.prediction;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question which variation of a bandit rule a user shall see. */
public final class PredictionRequest {

    private PredictionRequest() {}

    /**
     * {@return the request's body}
     *
     * @param need who is asked for, and with which attributes. Attributes that are numbers but not finite are left out,
     *     as are those that throw when they are read; objects that JSON does not know are sent as their text
     * @param cmabUuid the id of this request, the same when it is repeated
     */
    public static byte[] body(BanditPrediction need, String cmabUuid) {
        List<Map<String, @Nullable Object>> attributes = new ArrayList<>();
        SentAttributes.of(need.attributes()).forEach((id, value) -> {
            Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
            attribute.put("id", id);
            attribute.put("value", value);
            attribute.put("type", "custom_attribute");
            attributes.add(attribute);
        });
        Map<String, Object> instance = new LinkedHashMap<>();
        instance.put("visitorId", need.userId());
        instance.put("experimentId", need.ruleId());
        instance.put("attributes", attributes);
        instance.put("cmabUUID", cmabUuid);
        return JsonText.writeBytes(Collections.singletonMap("instances", List.of(instance)));
    }
}
