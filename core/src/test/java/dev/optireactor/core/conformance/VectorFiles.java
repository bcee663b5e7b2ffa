package dev.optireactor.core.conformance;

import dev.optireactor.core.conformance.VectorFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that a folder of vectors can have. */
final class VectorFiles {

    static final String DATAFILES = "datafiles";

    private VectorFiles() {}

    /** {@return the files of this folder, in the order of its README} */
    static List<VectorFile> of(VectorFolder folder) {
        return known(new Projects(folder)).stream()
                .filter(file -> folder.has(file.name()))
                .toList();
    }

    /** {@return the names of files and folders that none of the replays would look at} */
    static List<String> unknown(VectorFolder folder) {
        List<String> known =
                known(new Projects(folder)).stream().map(VectorFile::name).toList();
        return folder.contents().stream().filter(name -> !known.contains(name)).toList();
    }

    private static List<VectorFile> known(Projects projects) {
        StepReplay steps = new StepReplay(projects);
        List<VectorFile> files = new ArrayList<>();
        Stream.of("decide", "decide-all", "impressions", "conversions", "user-profile", "cmab", "holdouts")
                .forEach(name -> files.add(VectorFile.lines(name + ".jsonl", "id", steps::replay)));
        files.add(VectorFile.lines("conditions.jsonl", "id", ConditionReplay::replay));
        files.add(VectorFile.lines("bucketing.jsonl", "id", BucketReplay::replay));
        files.add(VectorFile.lines("cmab-responses.jsonl", "id", PredictionAnswerReplay::replay));
        files.add(VectorFile.lines("tolerated.jsonl", "name", DatafileReplay::tolerated));
        files.add(VectorFile.documents("rejected", "name", DatafileReplay::rejected));
        files.add(VectorFile.documents("optimizely-config", "datafile", new ConfigReplay(projects)::replay));
        files.add(datafiles(projects));
        files.add(new Disagreements(projects).file());
        return files;
    }

    /** No cases of their own, but each must compile, or the cases on it would be missing. */
    private static VectorFile datafiles(Projects projects) {
        return new VectorFile(
                DATAFILES,
                "name",
                vector -> {
                    projects.named(vector.id());
                    return null;
                },
                folder -> folder.documents(DATAFILES).stream()
                        .map(name -> new Entry(name, () -> Map.of("name", name)))
                        .toList());
    }
}
