package dev.rheo.runtime.reference;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.runtime.check.Compatibility.BrokenRule;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.describe.ComponentDescription;
import dev.rheo.runtime.plugin.Catalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reference of a catalogue as files: Markdown pages and the pictures that they show. */
public final class ReferencePages {
    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Outcomes outcomes;

    public ReferencePages(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.outcomes = new Outcomes(catalogue, schemas);
    }

    /** The text of every file by its name relative to a folder. */
    public Map<String, String> files() {
        Map<String, GaussianPath> paths = paths();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("components.md", new ComponentsPage(catalogue.kinds(), descriptions(), paths).markdown());
        files.put("compatibility.md", new CompatibilityPage(outcomes).markdown());
        paths.forEach((name, path) -> files.put("images/path-" + name + ".svg", PathFigure.svg(path, name)));
        return files;
    }

    private List<ComponentDescription> descriptions() {
        Binder binder = new Binder(catalogue, schemas);
        return catalogue.components().stream()
                .map(entry -> ComponentDescription.of(entry, schemas, binder))
                .toList();
    }

    private Map<String, GaussianPath> paths() {
        Map<String, GaussianPath> paths = new LinkedHashMap<>();
        for (String name : outcomes.names("path")) {
            path(name).ifPresent(path -> paths.put(name, path));
        }
        return paths;
    }

    /** Built as an experiment builds it, with a solver that it goes with. */
    private Optional<GaussianPath> path(String name) {
        String override = "path=" + outcomes.value("path", name);
        return outcomes.names("solver").stream()
                .map(solver -> overrides(override, solver))
                .filter(overrides -> outcomes.of(overrides).stream().noneMatch(BrokenRule::refuses))
                .findFirst()
                .flatMap(this::path);
    }

    /** With few steps, since a path of discrete time may have few times. */
    private List<String> overrides(String path, String solver) {
        String type = "sample.solver=" + outcomes.value("solver", solver);
        return outcomes.options("solver", solver).contains("steps")
                ? List.of(path, type, "sample.solver.steps=2")
                : List.of(path, type);
    }

    private Optional<GaussianPath> path(List<String> overrides) {
        DataInfo plane = new DataInfo(SampleShape.of(2), 0, 10_000);
        Blueprint blueprint = new ExperimentReader(catalogue, schemas)
                .readTrained(Outcomes.EXPERIMENT, "reference", plane, overrides)
                .blueprint();
        if (blueprint == null) {
            return Optional.empty();
        }
        ProbabilityPath path = blueprint.parts().path();
        return path instanceof GaussianPath gaussian ? Optional.of(gaussian) : Optional.empty();
    }
}
