package dev.rheo.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints.Retention;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.Runs;
import dev.rheo.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunModelsTest {
    private static final DataFacts DATA =
            new DataFacts(1, List.of(2), 3, 100, List.of(1.0, 2.0), List.of(3.0), List.of(10L, 0L, 80L));
    private static final float[] THETA = {1, 2, 3};
    private static final float[] SLOW = {4, 5, 6};
    private static final float[] FAST = {7, 8, 9};

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private RunDirectory run;

    @BeforeEach
    void train() {
        run = new Runs(folder, Clock.systemUTC(), new Random(1), new AtomicFiles(Disk.local())).create("toy");
        run.writeState(RunState.begin(run.id(), "toy", 42, 100, Instant.EPOCH));
        run.writeResolved("rheo: 1\nname: toy\nsample:\n  count: 8\n  ema: true\n");
        run.writeEnvironment(Environment.current("1", new Environment.Engine("PyTorch", "2"), 1, List.of()));
        run.writeData(DATA);
        save(50, List.of(new Checkpoint.Average(0.999, SLOW), new Checkpoint.Average(0.9, FAST)));
    }

    private void save(long step, List<Checkpoint.Average> averages) {
        List<ParameterSlice> layout =
                List.of(new ParameterSlice("w", List.of(2), 0), new ParameterSlice("b", List.of(1), 2));
        run.checkpoints()
                .save(
                        new Checkpoint(
                                step, 42, step, Map.of(), layout, THETA, averages, Map.of(), Map.of(), List.of()),
                        Retention.keepLast(3));
    }

    private SavedModel read(Parameters which) {
        return RunModels.read(run, which, warnings::add);
    }

    @Test
    void aRunHasItsParametersAndAllThatSamplingNeeds() {
        SavedModel model = read(new Parameters.Theta());
        assertThat(model.theta()).isEqualTo(THETA);
        assertThat(model.manifest()).startsWith("rheo: 1\nname: toy\n");
        assertThat(model.info().shape().size()).isEqualTo(2);
        assertThat(model.info().classes()).isEqualTo(3);
        assertThat(model.scaling().shift()).containsExactly(1, 2);
        assertThat(model.scaling().scale()).containsExactly(3, 3);
        assertThat(model.labels().counts()).containsExactly(10L, 0L, 80L);
    }

    @Test
    void theManifestChoosesTheFirstAverage() {
        assertThat(read(new Parameters.OfManifest()).theta()).isEqualTo(SLOW);

        run.writeResolved("rheo: 1\nname: toy\nsample:\n  ema: false\n");
        assertThat(read(new Parameters.OfManifest()).theta()).isEqualTo(THETA);
    }

    @Test
    void withoutAveragesTheManifestChoosesTheParameters() {
        save(60, List.of());
        assertThat(read(new Parameters.OfManifest()).theta()).isEqualTo(THETA);
    }

    @Test
    void anAverageIsChosenByItsNumber() {
        SavedModel model = read(new Parameters.Average(2));
        assertThat(model.theta()).isEqualTo(FAST);
        assertThat(model.provenance().average()).isEqualTo(0.9);
        assertThatThrownBy(() -> read(new Parameters.Average(3)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it has 2 moving averages of its parameters, not 3");
    }

    @Test
    void theProvenanceTellsWhichParametersTheyAre() {
        Provenance provenance = read(new Parameters.OfManifest()).provenance();
        assertThat(provenance.experiment()).isEqualTo("toy");
        assertThat(provenance.run()).isEqualTo(run.id());
        assertThat(provenance.step()).isEqualTo(50);
        assertThat(provenance.seed()).isEqualTo(42);
        assertThat(provenance.parameterHash()).isEqualTo(ParameterHash.of(SLOW));
    }

    @Test
    void aDamagedCheckpointIsPassedOverWithAWord() throws IOException {
        save(60, List.of());
        Files.writeString(run.path().resolve("checkpoints/step-60/state.json"), "{}");
        assertThat(read(new Parameters.OfManifest()).provenance().step()).isEqualTo(50);
        assertThat(warnings).singleElement().asString().contains("step-60").contains("is skipped");
    }

    @Test
    void aLostEnvironmentIsLeftOut() throws IOException {
        Files.writeString(run.path().resolve("environment.json"), "{");
        assertThat(read(new Parameters.Theta()).provenance().environment()).isNull();
        assertThat(warnings).singleElement().asString().contains("environment.json");
    }

    @Test
    void whatIsMissingIsSaidWithARemedy() throws IOException {
        Files.delete(run.path().resolve("data.json"));
        assertThatThrownBy(() -> read(new Parameters.Theta()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("data.json")
                .hasMessageContaining("rheo evaluate");

        RunDirectory empty =
                new Runs(folder, Clock.systemUTC(), new Random(2), new AtomicFiles(Disk.local())).create("toy");
        assertThatThrownBy(() -> RunModels.read(empty, new Parameters.Theta(), warnings::add))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it has no checkpoint yet");
    }
}
