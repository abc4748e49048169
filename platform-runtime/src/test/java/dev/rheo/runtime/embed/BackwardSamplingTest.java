package dev.rheo.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Rows;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.Direction;
import dev.rheo.runtime.toy.ToyAdaptive;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import org.junit.jupiter.api.Test;

class BackwardSamplingTest {
    private final ToyExperiment experiment = new ToyExperiment();

    BackwardSamplingTest() {
        experiment.solver = ToyAdaptive.class;
    }

    private Rows rows() {
        Blueprint blueprint = experiment.blueprint();
        PreparedData data = PreparedData.load(blueprint.parts().data(), blueprint.random());
        assertThat(data.heldOut().points().count()).isEqualTo(10);
        return data.heldOutFirst();
    }

    @Test
    void heldOutRowsThenTrainingRowsAreCarriedToTheSource() {
        experiment.network = ToyModel.Constant.class;
        Rows rows = rows();
        try (RheoModel model = ToyModels.open(experiment, 2)) {
            Samples carried = model.sampler().backward().sample(100, 1);
            for (int i = 0; i < 100; i++) {
                float[] row = {rows.points().at(i, 0), rows.points().at(i, 1)};
                assertThat((double) carried.row(i)[0])
                        .isCloseTo((row[0] - ToyModels.SHIFT) / ToyModels.SCALE - 3, within(1e-4));
                assertThat((double) carried.row(i)[1])
                        .isCloseTo((row[1] - ToyModels.SHIFT) / ToyModels.SCALE - 4, within(1e-4));
            }
        }
    }

    @Test
    void rowsKeepTheirLabelsUnlessOthersAreAskedFor() {
        experiment.classes = 3;
        Rows rows = rows();
        try (RheoModel model = ToyModels.open(experiment, 1)) {
            int[] own = model.sampler().backward().sample(20, 1).labels();
            assertThat(own).isNotNull();
            for (int i = 0; i < 20; i++) {
                assertThat(own[i]).isEqualTo(rows.labels()[i]);
            }
            assertThat(model.sampler().labels(2).backward().sample(5, 1).labels())
                    .containsOnly(2);
        }
    }

    @Test
    void theManifestMaySayIt() {
        experiment.direction = Direction.BACKWARD;
        try (RheoModel model = ToyModels.open(experiment, 1)) {
            assertThat(model.sampler().isBackward()).isTrue();
            assertThat(model.sampler().most()).isEqualTo(100);
            assertThat(model.sampler().with("direction=forward").isBackward()).isFalse();
        }
    }

    @Test
    void noMoreRowsAreCarriedThanThereAre() {
        try (RheoModel model = ToyModels.open(experiment, 1)) {
            assertThatThrownBy(() -> model.sampler().backward().sample(101, 1))
                    .hasMessageContaining("its data has 100 rows")
                    .isInstanceOfSatisfying(
                            RheoException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ARGUMENT));
        }
    }

    @Test
    void aSolverThatDoesNotSayThatItGoesThereIsRefusedByThatRule() {
        experiment.solver = ToyModel.Euler.class;
        try (RheoModel model = ToyModels.open(experiment, 1)) {
            assertThatThrownBy(() -> model.sampler().backward())
                    .isInstanceOf(RheoException.class)
                    .hasMessageContaining("solver.backward")
                    .hasMessageContaining("does not say how to return");
        }
    }
}
