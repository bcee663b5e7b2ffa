package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Attribute;
import dev.optireactor.core.datafile.Datafile;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user event needs to know of the project that it was created under.
 *
 * @param accountId the account
 * @param projectId the project
 * @param revision the datafile's revision
 * @param region the region that selects the endpoint, as the datafile writes it
 * @param anonymizeIp whether addresses shall be anonymised
 * @param botFiltering whether bots shall be filtered; null says nothing about it
 * @param attributeIds ids of known attributes by key
 */
public record EventSettings(
        String accountId,
        String projectId,
        String revision,
        String region,
        boolean anonymizeIp,
        @Nullable Boolean botFiltering,
        Map<String, String> attributeIds) {

    static EventSettings of(Datafile datafile) {
        Map<String, String> attributeIds = new HashMap<>();
        for (Attribute attribute : datafile.attributes()) {
            attributeIds.put(attribute.key(), attribute.id());
        }
        return new EventSettings(
                datafile.accountId(),
                datafile.projectId(),
                datafile.revision(),
                datafile.region(),
                datafile.anonymizeIp(),
                datafile.botFiltering(),
                Collections.unmodifiableMap(attributeIds));
    }
}
