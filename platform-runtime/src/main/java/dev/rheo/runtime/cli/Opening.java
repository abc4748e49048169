package dev.rheo.runtime.cli;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentCode;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.run.EngineStart;
import dev.rheo.runtime.run.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads manifests for commands: prints what is wrong, and ends the command if that is an error. */
final class Opening {
    private final Console console;

    Opening(Console console) {
        this.console = console;
    }

    /**
     * @throws Complaint with the exit code of an invalid manifest, after its diagnostics were printed
     */
    Blueprint blueprint(ExperimentReader.Reading reading, Path manifest) {
        if (!reading.diagnostics().isEmpty()) {
            console.err().print(DiagnosticText.render(reading.diagnostics()));
        }
        Blueprint blueprint = reading.blueprint();
        if (blueprint == null) {
            throw new Complaint(
                    ExitCode.INVALID_MANIFEST,
                    manifest + " cannot be run",
                    "mend what is listed above; 'rheo explain CODE' says more about a code");
        }
        return blueprint;
    }

    /**
     * Refuses what there is not enough memory for.
     *
     * @throws Complaint with the exit code of an invalid manifest if training would take more than there is
     */
    void fits(Blueprint blueprint, ExperimentReader.Reading reading, Path manifest) {
        Optional<Diagnostic> problem = MemoryCheck.ofThisMachine().problem(blueprint, reading.sources());
        if (problem.isPresent()) {
            console.err().print(DiagnosticText.render(List.of(problem.get())));
            throw new Complaint(ExitCode.INVALID_MANIFEST, manifest + " cannot be run", "mend what is listed above");
        }
    }

    /**
     * Loads data and engine; data that cannot be used is a mistake of the manifest like any other.
     *
     * @param threadsBefore engine threads that the run began with, 0 for a new one
     */
    Workshop workshop(Blueprint blueprint, ExperimentReader.Reading reading, Path manifest, int threadsBefore) {
        try (EngineStart start = EngineStart.begin()) {
            return workshop(blueprint, reading, manifest, threadsBefore, start);
        }
    }

    /** As above, with an engine whose start has begun. */
    Workshop workshop(
            Blueprint blueprint,
            ExperimentReader.Reading reading,
            Path manifest,
            int threadsBefore,
            EngineStart start) {
        try {
            return Workshop.open(blueprint, threadsBefore, start);
        } catch (dev.rheo.api.data.DataException e) {
            String problem = e.getMessage() == null ? "the data cannot be used" : e.getMessage();
            Diagnostic diagnostic =
                    Diagnostic.error(ExperimentCode.DATA, reading.sources().mark("data"), problem, "", e.remedy());
            console.err().print(DiagnosticText.render(List.of(diagnostic)));
            throw new Complaint(ExitCode.INVALID_MANIFEST, manifest + " cannot be run", "mend what is listed above");
        }
    }
}
