package dev.rheo.runtime.embed;

import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.SamplingOptions;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.plugin.Catalogue;
import java.util.List;
import java.util.Optional;

/** A model's manifest, to be read with other options of sampling: of its section {@code sample}, and of its guidance. Thread-safe. */
final class Manifest {
    private final SavedModel saved;
    private final String name;
    private final ExperimentReader reader;

    /** @param name of the model, for messages */
    Manifest(SavedModel saved, String name, Catalogue catalogue) {
        this.saved = saved;
        this.name = name;
        this.reader = new ExperimentReader(catalogue, new Schemas());
    }

    SavedModel saved() {
        return saved;
    }

    String name() {
        return name;
    }

    /** @param options {@code name=value}, those of the section {@code sample} with or without {@code sample.} before it */
    Blueprint read(List<String> options) {
        List<String> overrides = options.stream().map(this::override).toList();
        ExperimentReader.Reading reading = reader.readTrained(saved.manifest(), name, saved.info(), overrides);
        Blueprint blueprint = reading.blueprint();
        if (blueprint == null) {
            throw new RheoException(
                    overrides.isEmpty() ? Kind.PLUGINS : Kind.ARGUMENT,
                    "Cannot sample from " + name,
                    "its manifest cannot be read with these plugins and options:\n"
                            + DiagnosticText.render(reading.diagnostics()).stripTrailing(),
                    "");
        }
        Optional<String> mismatch = overrides.isEmpty() ? Optional.empty() : saved.mismatch(blueprint.network());
        if (mismatch.isPresent()) {
            throw RheoException.argument(
                    "Cannot sample from " + name + " with " + String.join(" ", overrides),
                    mismatch.get(),
                    "The options ask for another network than the trained one; guidance needs a network that was trained"
                            + " with 'guidance' in its manifest.");
        }
        return blueprint;
    }

    private String override(String option) {
        return SamplingOptions.override(option)
                .orElseThrow(() -> RheoException.argument(
                        "Cannot sample from " + name + " with '" + option + "'",
                        "options are 'batch', 'direction' and those of 'solver', 'grid', 'path', 'inpainting' and 'guidance', each with a value",
                        "Write for example solver.type=euler solver.steps=50, or guidance.weight=3."));
    }
}
