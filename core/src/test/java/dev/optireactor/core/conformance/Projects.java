package dev.optireactor.core.conformance;

import dev.optireactor.core.project.Project;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The datafiles of a folder, each compiled when a case first needs it. */
final class Projects {

    private final VectorFolder folder;
    private final Map<String, Project> byName = new HashMap<>();

    Projects(VectorFolder folder) {
        this.folder = folder;
    }

    /** {@return a datafile as plain JSON} */
    @Nullable
    Object json(String datafile) {
        return Json.read(folder.text("datafiles/" + datafile + ".json"));
    }

    Project named(String datafile) {
        return byName.computeIfAbsent(datafile, name -> Project.compile(folder.bytes("datafiles/" + name + ".json")));
    }
}
