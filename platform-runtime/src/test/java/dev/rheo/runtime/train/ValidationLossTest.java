package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.LossFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.LossProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.toy.ToyData;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyTimes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ten held-out rows (i, 1000 + label), in minibatches of 16. */
class ValidationLossTest {
    private final ToyExperiment experiment = new ToyExperiment();

    /** E|c − (x1 − x0)|² / 2 with x0 standard normal is the mean of (|c − x1|² + 2) / 2 over the held-out rows. */
    @Test
    void aConstantFieldHasTheLossOfItsClosedForm() {
        experiment.network = ToyModel.Constant.class;
        experiment.unit = 100;
        Points rows = data(experiment.blueprint()).heldOut().points();
        double expected = 0;
        for (int i = 0; i < rows.count(); i++) {
            expected += (Math.pow(3 - rows.at(i, 0), 2) + Math.pow(4 - rows.at(i, 1), 2) + 2) / 2 / rows.count();
        }
        LossEstimate found = loss(16_000);
        assertThat(found.pairs()).isEqualTo(16_000);
        assertThat(found.rows()).isEqualTo(10);
        assertThat(found.standardError()).isBetween(0.005, 0.1);
        // 1000 minibatches; five standard errors are missed once in two million seeds.
        assertThat(found.mean()).isCloseTo(expected, within(5 * found.standardError()));
    }

    @Test
    void itIsTheSameEachTime() {
        experiment.unit = 100;
        assertThat(loss(50)).isEqualTo(loss(50));
    }

    @Test
    void minibatchesAreWholeAndAtLeastTwo() {
        experiment.unit = 100;
        assertThat(loss(2).pairs()).isEqualTo(32);
        assertThat(loss(33).pairs()).isEqualTo(48);
    }

    @Test
    void rowsAreTheLastOfThoseHeldOut() {
        PreparedData data = data(experiment.blueprint());
        Made made = made(4);
        Set<Long> numbers = new TreeSet<>();
        for (int i = 0; i < 16; i++) {
            // x1 = x_t + (1 − t) u on straight lines from x0 to x1
            double number = made.floats.get("xt")[2 * i]
                    + (1 - made.floats.get("t")[i]) * made.floats.get("target")[2 * i];
            numbers.add(Math.round(1000 * number));
        }
        assertThat(numbers)
                .isEqualTo(numbers(data.heldOut().select(new int[] {6, 7, 8, 9})))
                .doesNotContainAnyElementsOf(numbers(data.original()));
    }

    @Test
    void sourcesAreDrawnAsInTrainingButAreOthers() {
        assertThat(sources(made(10)))
                .containsExactly(drawn(new RandomStreams(3)), within(1e-5f))
                .isNotEqualTo(drawn(experiment.blueprint().random()));
    }

    @Test
    void aCouplingThatFailsIsSaidToHaveFailed() {
        experiment.pairing = ToyPairs.Shuffle.Fault.EXCEPTION;
        assertThatThrownBy(() -> loss(10))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("held-out rows cannot be paired: coupling 'toy' failed at minibatch 1")
                .hasMessageContaining("no plan");
    }

    @Test
    void noLabelIsWithheld() {
        experiment.classes = 3;
        experiment.labelDropout = 0.9;
        assertThat(made(10).integers.get("labels")).hasSize(16).containsOnly(0, 1, 2);
    }

    @Test
    void aLawOfTimesThatFollowsTheLossesIsTheOneThatItBeginsWith() {
        experiment.unit = 100;
        experiment.timesteps = ToyTimes.Learner.class;
        LossEstimate learner = loss(100);
        experiment.timesteps = TrainerTest.Deaf.class;
        assertThat(learner.mean()).isCloseTo(loss(100).mean(), within(1e-4));
    }

    @Test
    void withoutHeldOutRowsItSaysSo() {
        Blueprint blueprint = experiment.blueprint();
        PreparedData all = PreparedData.load(new ToyData(new ToyData.Config(3, 0, 1)), blueprint.random());
        assertThatThrownBy(() -> loss(blueprint, all, 10))
                .isInstanceOf(MetricException.class)
                .hasMessage("no rows are held out; raise data.heldOut or give more data");
    }

    private LossEstimate loss(int pairs) {
        Blueprint blueprint = experiment.blueprint();
        return loss(blueprint, data(blueprint), pairs);
    }

    private static LossEstimate loss(Blueprint blueprint, PreparedData data, int pairs) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        LossProgram program =
                LossProgram.of(blueprint.network(), blueprint.loss(), Rules.standard(), Precision.FLOAT32);
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (LossFunction loss = new LossFunction(engine, program, theta)) {
            return new ValidationLoss(blueprint, data).of(loss, pairs);
        }
    }

    private static PreparedData data(Blueprint blueprint) {
        return PreparedData.load(blueprint.parts().data(), blueprint.random());
    }

    /** What an objective wrote. */
    private record Made(Map<String, float[]> floats, Map<String, int[]> integers) implements MinibatchWriter {
        @Override
        public void floats(String input, float[] values) {
            floats.put(input, values.clone());
        }

        @Override
        public void integers(String input, int[] values) {
            integers.put(input, values.clone());
        }
    }

    /** The first minibatch of the last {@code rows} held-out rows. */
    private Made made(int rows) {
        Blueprint blueprint = experiment.blueprint();
        PairMaker maker = new PairMaking(blueprint, data(blueprint)).heldOut(rows, new RandomStreams(3));
        Made made = new Made(new HashMap<>(), new HashMap<>());
        maker.make(0, made);
        return made;
    }

    /** x0 = x_t − t u. */
    private static float[] sources(Made made) {
        float[] sources = made.floats.get("xt").clone();
        for (int i = 0; i < sources.length; i++) {
            sources[i] -= made.floats.get("t")[i / 2] * made.floats.get("target")[i];
        }
        return sources;
    }

    /** The toy coupling keeps the order of sources and shuffles the data. */
    private static float[] drawn(RandomStreams random) {
        float[] drawn = new float[2 * 16];
        new ToyData.Gaussian().sample(random.at("source", 0), 0, 16, SampleShape.of(2), drawn);
        return drawn;
    }

    /** What tells toy rows apart. */
    private static Set<Long> numbers(Rows rows) {
        Set<Long> numbers = new TreeSet<>();
        for (int i = 0; i < rows.points().count(); i++) {
            numbers.add(Math.round(1000.0 * rows.points().at(i, 0)));
        }
        return numbers;
    }
}
