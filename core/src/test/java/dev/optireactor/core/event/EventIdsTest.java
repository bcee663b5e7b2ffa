package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.decision;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.shown;
import static dev.optireactor.core.event.EventFixture.snapshotEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of impressions that the service would not take are replaced, and the members are always there. */
class EventIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"12345", "default-12345", "layer_abc", " ", "слой"})
    void aLayerOfAnyTextIsTheCampaign(String layerId) {
        UserEvent event = shown(withLayer(layerId), USER, "flag_ft");

        assertThat(decision(event)).containsEntry("campaign_id", layerId).containsEntry("experiment_id", "10390977674");
        assertThat(snapshotEvent(event)).containsEntry("entity_id", layerId);
    }

    @Test
    void withoutALayerTheExperimentIsTheCampaign() {
        UserEvent event = shown(withLayer(""), USER, "flag_ft");

        assertThat(decision(event)).containsEntry("campaign_id", "10390977674");
        assertThat(snapshotEvent(event)).containsEntry("entity_id", "10390977674");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0007", "10416523172", "99999999999999999999999999"})
    void aVariationIdOfDigitsIsSent(String variationId) {
        assertThat(decision(shown(withVariation(variationId), USER, "flag_ft")))
                .containsEntry("variation_id", variationId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"variation_b", "+7", "-7", " 7", "7 ", "7.0", "1e3", "٧", "７", "7\n"})
    void anyOtherVariationIdBecomesNull(String variationId) {
        assertThat(decision(shown(withVariation(variationId), USER, "flag_ft"))).containsEntry("variation_id", null);
    }

    private static Project withLayer(String layerId) {
        return project(datafile -> Json.set(datafile, "/experiments/0/layerId", layerId));
    }

    private static Project withVariation(String variationId) {
        return project(datafile -> {
            Json.set(datafile, "/experiments/0/variations/0/id", variationId);
            Json.set(datafile, "/experiments/0/trafficAllocation/0/entityId", variationId);
        });
    }
}
