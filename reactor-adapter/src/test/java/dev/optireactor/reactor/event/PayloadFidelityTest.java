package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedBatch;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server reads is what the program said. */
class PayloadFidelityTest {

    private static final List<String> TEXTS = List.of(
            "usér-Ж-日本-🎉",
            "\"quoted\" and 'quoted'",
            "back\\slash / and \\u0041",
            "line\nfeed\ttab\rreturn\u0000null\u001funit",
            "100% %s %d %n ${x} {}",
            "\u2028\u2029\uFEFF",
            "</script><!--",
            "");

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final SandboxPipelines pipelines = new SandboxPipelines(running);
    private final Sample sample = Sample.events();

    @Test
    void textOfAnyKindArrivesUnchangedInIdsAttributesAndTags() {
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        Map<String, String> textsByUuid = new HashMap<>();
        for (String text : TEXTS) {
            Map<String, String> attributes = Map.of("country", text);
            UserEvent conversion = sample.conversion(text, attributes, Map.of(text, text));
            UserEvent impression = sample.impression(text, attributes);
            SandboxPipelines.offer(pipeline, List.of(conversion, impression));
            textsByUuid.put(conversion.uuid().toString(), text);
            textsByUuid.put(impression.uuid().toString(), text);
        }
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(2L * TEXTS.size());
        assertThat(sandbox.received().batches()).allMatch(ReceivedBatch::isJson);
        assertThat(sandbox.received().events()).hasSize(2 * TEXTS.size()).allSatisfy(event -> {
            String text = textsByUuid.get(event.uuid());
            assertThat(event.visitorId()).isEqualTo(text);
            assertThat(event.attributes().get(0)).containsEntry("value", text);
            if (event.key().equals("purchase")) {
                assertThat(event.event()).containsEntry("tags", Map.of(text, text));
            }
        });
    }

    @Test
    void tagsThatCannotBeSentCostOnlyTheirOwnEvent() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        Map<String, Object> unfinished = new HashMap<>();
        unfinished.put("nan", Double.NaN);
        unfinished.put("infinite", Double.POSITIVE_INFINITY);
        unfinished.put("nothing", null);
        unfinished.put("revenue", BigInteger.TEN.pow(30));
        List<UserEvent> good = sample.conversions(7);
        List<UserEvent> harmless = List.of(sample.conversion(Secrets.ANNA, Map.of(), unfinished));
        List<UserEvent> poison = List.of(
                sample.conversion(Secrets.ANNA, Map.of(), new Throwing()),
                sample.conversion(Secrets.ANNA, Map.of(), Map.of("cycle", cycle)),
                sample.large(4_000_000));
        EventPipeline pipeline = pipelines.create(settings -> settings.queueBytes(64 << 20));
        SandboxPipelines.offer(pipeline, good.subList(0, 3));
        SandboxPipelines.offer(pipeline, poison);
        SandboxPipelines.offer(pipeline, harmless);
        SandboxPipelines.offer(pipeline, good.subList(3, 7));
        EventStatistics statistics = pipelines.close(pipeline);
        assertThat(statistics.dropped(DropReason.UNSERIALIZABLE)).isEqualTo(3);
        assertThat(statistics.delivered()).isEqualTo(8);
        assertThat(sandbox.received().batches()).allMatch(ReceivedBatch::isJson);
        assertThat(pipelines.receivedUuids())
                .containsAll(Sample.uuids(good))
                .containsAll(Sample.uuids(harmless))
                .hasSize(8);
    }

    @Test
    void attributesThatCannotBeSentAreLeftOut() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("country", Double.NaN);
        attributes.put("note", List.of());
        attributes.put("unknown", "x");
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, List.of(sample.conversion(Secrets.ANNA, attributes, null)));
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(1);
        assertThat(sandbox.received().events().get(0).attributes())
                .singleElement()
                .satisfies(attribute -> assertThat(attribute).containsEntry("key", "$opt_bot_filtering"));
    }

    /** A map that cannot be read. */
    private static final class Throwing extends AbstractMap<String, Object> {

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("poison");
        }
    }
}
