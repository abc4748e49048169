package dev.rheo.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.toy.ToyData;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import dev.rheo.runtime.toy.ToyPairs;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host states whether data has labels once it has read the header. */
class DataLabelsTest {
    @TempDir
    Path directory;

    @Test
    void aCouplingWithinLabelsIsRefusedOnDataWithoutLabels() throws IOException {
        ExperimentReader.Reading reading = read(0, true);
        assertThat(reading.blueprint()).isNull();
        Diagnostic refusal = reading.diagnostics().get(0);
        assertThat(refusal.problem()).isEqualTo("coupling 'per-label' needs 'data.labels', which nothing here gives");
        assertThat(refusal.because()).contains("It couples each label by itself.", "Data 'toy' does not give");
        assertThat(refusal.remedy()).contains("coupling.withinLabels: false");
    }

    @Test
    void itIsFineOnDataWithLabelsAndWithoutTheOption() throws IOException {
        assertThat(read(3, true).blueprint()).isNotNull();
        assertThat(read(0, false).blueprint()).isNotNull();
    }

    private ExperimentReader.Reading read(int classes, boolean withinLabels) throws IOException {
        Path manifest = directory.resolve("toy.yaml");
        Files.writeString(manifest, """
                rheo: 1
                name: toy
                data: {type: toy, rows: 100, classes: %d, unit: 1000}
                path: linear
                coupling: {type: per-label, withinLabels: %s}
                network: toy
                objective: {type: toy, fault: none}
                train: {steps: 2, batch: 8, optimizer: {type: toy, learningRate: 1e-2, adam: true}, schedule: toy}
                sample: {solver: toy, grid: even}
                """.formatted(classes, withinLabels));
        Schemas schemas = new Schemas();
        return new ExperimentReader(catalogue(), schemas).read(manifest, List.of(), directory);
    }

    private static Catalogue catalogue() {
        Class<ComponentConfig.None> none = ComponentConfig.None.class;
        List<ComponentEntry> entries = List.of(
                ToyExperiment.entry(DataSource.class, ToyData.class, ToyData.Config.class),
                ToyExperiment.entry(SourceDistribution.class, ToyData.Gaussian.class, none),
                ToyExperiment.entry(ProbabilityPath.class, ToyPairs.Linear.class, none),
                ToyExperiment.entry(Coupling.class, PerLabel.class, PerLabel.Config.class),
                ToyExperiment.entry(TimestepSampler.class, ToyPairs.Uniform.class, none),
                ToyExperiment.entry(NetworkArchitecture.class, ToyModel.Net.class, none),
                ToyExperiment.entry(Objective.class, ToyModel.Matching.class, ToyModel.Matching.Config.class),
                ToyExperiment.entry(Optimizer.class, ToyModel.Descent.class, ToyModel.Descent.Config.class),
                ToyExperiment.entry(LearningRateSchedule.class, ToyModel.Falling.class, none),
                ToyExperiment.entry(Solver.class, ToyModel.Euler.class, none),
                ToyExperiment.entry(TimeGrid.class, ToyModel.Even.class, none));
        return new Catalogue(Kinds.ofHost(), entries, List.of());
    }

    /** Needs labels if told to use them. */
    @RheoComponent(name = "per-label", summary = "")
    public static final class PerLabel implements Coupling {
        /** Options. */
        public record Config(
                @Option(value = "Whether.", defaultsTo = "false")
                boolean withinLabels) implements ComponentConfig {
            @Override
            public Traits traits() {
                return withinLabels
                        ? Traits.NONE.requires(TraitNames.DATA_LABELS, "it couples each label by itself")
                        : Traits.NONE;
            }
        }

        @Inject
        public PerLabel(Config config) {}

        @Override
        public Pairing pair(CouplingBatch batch, RandomGenerator random) {
            return Pairing.identity(batch.target().count());
        }
    }
}
