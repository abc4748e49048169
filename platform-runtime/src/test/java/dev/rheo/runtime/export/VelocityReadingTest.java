package dev.rheo.runtime.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.program.ModelScript;
import dev.rheo.runtime.toy.ToyExperiment;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** On the toy path x_t = t x1 + (1 − t) x0. */
class VelocityReadingTest {
    private final Blueprint blueprint = new ToyExperiment().blueprint();

    @Test
    void aPredictedVelocityIsTheNetworkItself() {
        ModelScript.Reading reading = read(Prediction.VELOCITY, field -> field).orElseThrow();
        assertThat(reading.table()).isNull();
        assertThat(reading.from()).isZero();
        assertThat(reading.to()).isEqualTo(1);
    }

    @Test
    void anyOtherPredictionIsReadByTheCoefficientsOfThePath() {
        ModelScript.Reading reading = read(Prediction.DATA, field -> field).orElseThrow();
        assertThat(reading.table()).isNotNull();
        assertThat(reading.to())
                .as("drawn in from where the reading is singular")
                .isLessThan(1);
    }

    @Test
    void anObjectiveThatReadsItsNetworkInAnotherWayHasNone() {
        assertThat(read(Prediction.VELOCITY, field -> (x, t) -> field.at(x, t).muli(2)))
                .isEmpty();
        assertThat(read(Prediction.VELOCITY, field -> (x, t) -> field.at(x.mul(0.9), t)))
                .isEmpty();
        assertThat(read(Prediction.DATA, field -> (x, t) -> field.at(x, 1 - t))).isEmpty();
    }

    @Test
    void anObjectiveThatFailsHasNone() {
        assertThat(read(Prediction.VELOCITY, field -> {
                    throw new IllegalStateException("no");
                }))
                .isEmpty();
    }

    @Test
    void anObjectiveThatIsNoRegressionMayHaveTheVelocityAsHead() {
        assertThat(read(new Program(field -> field)).orElseThrow().table()).isNull();
        assertThat(read(new Program(field -> (x, t) -> field.at(x, t).muli(2)))).isEmpty();
        assertThat(read(new Program(field -> (x, t) -> field.at(x, 1 - t)))).isEmpty();
    }

    private Optional<ModelScript.Reading> read(Prediction prediction, UnaryOperator<Field> change) {
        return read(new Given(blueprint.parts().path(), prediction, change));
    }

    private Optional<ModelScript.Reading> read(Objective objective) {
        Parts parts = blueprint.parts();
        Parts changed = new Parts(
                parts.data(),
                parts.autoencoder(),
                parts.source(),
                parts.path(),
                parts.sampled(),
                parts.coupling(),
                parts.timesteps(),
                parts.network(),
                objective,
                parts.guidance(),
                parts.optimizer(),
                parts.schedule(),
                parts.solver(),
                parts.grid());
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (NDManager manager = engine.newManager()) {
            return VelocityReading.of(
                    new Blueprint(
                            blueprint.spec(),
                            blueprint.wiring(),
                            changed,
                            blueprint.random(),
                            blueprint.data(),
                            blueprint.training(),
                            blueprint.network(),
                            blueprint.loss(),
                            null),
                    manager);
        }
    }

    /** Reads a changed network as any objective would. */
    private record Given(ProbabilityPath path, Prediction prediction, UnaryOperator<Field> change)
            implements RegressionObjective {
        @Override
        public Dynamics dynamics(TrainedModel model) {
            return Dynamics.reading(path, prediction, change.apply(model.head("out")));
        }
    }

    /** Writes a loss of its own. */
    private record Program(UnaryOperator<Field> change) implements Objective {
        @Override
        public List<InputSpec> inputs(TrainingSpec spec) {
            throw new AssertionError("nothing is trained");
        }

        @Override
        public void fill(TrainingPairs pairs, MinibatchWriter out) {
            throw new AssertionError("nothing is trained");
        }

        @Override
        public Value loss(TrainingSpec spec, ProgramBuilder program) {
            throw new AssertionError("nothing is trained");
        }

        @Override
        public Dynamics dynamics(TrainedModel model) {
            return () -> change.apply(model.head("out"));
        }
    }
}
