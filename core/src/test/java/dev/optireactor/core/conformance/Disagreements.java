package dev.optireactor.core.conformance;

import dev.optireactor.core.conformance.VectorFile.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replays the samples of cases in which the SDKs differ, each of which the table of choices has to settle. */
final class Disagreements {

    static final String FILE = "disagreements.json";

    private static final Set<String> STEP_FILES =
            Set.of("decide", "decide-all", "impressions", "conversions", "user-profile", "cmab", "holdouts");

    private final Projects projects;

    Disagreements(Projects projects) {
        this.projects = projects;
    }

    VectorFile file() {
        return new VectorFile(FILE, "id", this::replay, Disagreements::samples);
    }

    /** {@return the ids of all categories} */
    static List<String> categories(VectorFolder folder) {
        return read(folder).stream().map(category -> category.text("id")).toList();
    }

    private static List<Fields> read(VectorFolder folder) {
        return Fields.of(Json.read(folder.text(FILE)), FILE).list("categories").stream()
                .map(category -> Fields.of(category, "a category"))
                .toList();
    }

    /** A category that nobody chose for fails even if it has no samples. */
    private static List<Entry> samples(VectorFolder folder) {
        List<Entry> entries = new ArrayList<>();
        for (Fields category : read(folder)) {
            String id = category.text("id");
            List<@Nullable Object> cases = category.optionalList("cases");
            if (!Choices.categories().contains(id)) {
                cases.add(Map.of());
            }
            cases.forEach(sample -> entries.add(entry(id, sample)));
        }
        return entries;
    }

    private static Entry entry(String category, @Nullable Object sample) {
        Map<String, @Nullable Object> vector = new LinkedHashMap<>();
        vector.put("id", category + nameOf(sample));
        vector.put("category", category);
        vector.put("sample", sample);
        return new Entry(category, () -> vector);
    }

    /** Cases have an id, odd datafiles a name, differences of the config a datafile and a path. */
    private static String nameOf(@Nullable Object sample) {
        if (!(sample instanceof Map<?, ?> members)) {
            return "";
        }
        return Stream.of("id", "name", "path")
                .filter(members::containsKey)
                .findFirst()
                .map(name -> " " + (name.equals("path") ? members.get("datafile") : "") + members.get(name))
                .orElse("");
    }

    private @Nullable Difference replay(Vector vector) {
        Choice choice = Choices.of(vector.fields().text("category"));
        Fields fields = Fields.of(vector.fields().present("sample"), "the sample");
        Map<String, @Nullable Object> results =
                fields.has("accepted") ? fields.object("accepted") : fields.object("results");
        Sample sample = new Sample(
                Fields.of(vector.fields().present("sample"), "the sample").rest(), results, projects);
        Object expected = choice.expected().apply(sample);
        String file = fields.ignoring("id", "name", "categories").text("file");
        if (STEP_FILES.contains(file)) {
            StepCase steps = StepCase.read(fields);
            fields.end();
            return new StepReplay(projects).difference(steps, expected);
        }
        Object actual = answer(file, fields);
        fields.end();
        return Comparison.between(expected, actual);
    }

    private @Nullable Object answer(String file, Fields fields) {
        return switch (file) {
            case "conditions" -> ConditionReplay.answer(fields);
            case "bucketing" -> BucketReplay.answer(fields);
            case "cmab-responses" -> PredictionAnswerReplay.answer(fields);
            case "rejected" -> DatafileReplay.loads(fields.text("datafile"));
            case "optimizely-config" ->
                Place.get(new ConfigReplay(projects).answer(fields.text("datafile")), fields.text("path"));
            default -> throw new UnreadableVectorException("unknown file " + file);
        };
    }
}
