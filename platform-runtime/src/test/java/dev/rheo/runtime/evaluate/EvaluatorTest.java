package dev.rheo.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void aMetricThatFailsCostsOnlyItself() {
        experiment.metrics = List.of(ToyMetrics.Modest.class, ToyMetrics.Failing.class, ToyMetrics.Count.class);
        Evaluator.Result result = evaluate();
        assertThat(result.measurements()).extracting(Measurement::name).containsExactly("count");
        assertThat(result.warnings()).hasSize(2);
        assertThat(result.warnings().get(0)).isEqualTo("metric 'modest' was left out: it needs pictures");
        assertThat(result.warnings().get(1)).isEqualTo("metric 'failing' failed: AssertionError: negative distance");
    }

    @Test
    void aMetricThatCannotBeBuiltIsRefusedBeforeTraining() {
        experiment.metrics = List.of(ToyMetrics.Unbuilt.class);
        assertThatThrownBy(experiment::blueprint)
                .hasMessageContaining("unbuilt")
                .hasMessageContaining("no table");
    }

    @Test
    void aMetricListedTwiceKeepsBothItsResults() {
        experiment.metrics = List.of(ToyMetrics.Count.class, ToyMetrics.Count.class);
        assertThat(evaluate().measurements()).extracting(Measurement::name).containsExactly("count", "count-2");
    }

    @Test
    void aConstantFieldHasTheEnergyOfItsSquareAndIsStraight() {
        experiment.network = ToyModel.Constant.class;
        experiment.metrics = List.of(ToyMetrics.Energy.class);
        List<Measurement> measured = evaluate().measurements();
        assertThat(measured.get(0).value()).isCloseTo(25, within(1e-4));
        assertThat(measured.get(1).value()).isCloseTo(0, within(1e-3));
    }

    @Test
    void aFieldThatTurnsIsNotStraight() {
        experiment.metrics = List.of(ToyMetrics.Energy.class);
        List<Measurement> measured = evaluate().measurements();
        assertThat(measured.get(1).value()).isGreaterThan(1e-3);
        assertThat(measured.get(0).value()).isGreaterThan(measured.get(1).value());
    }

    @Test
    void samplesAreDrawnOnlyForMetricsThatLookAtThem() {
        experiment.network = ToyModel.Constant.class;
        experiment.metrics = List.of(ToyMetrics.Energy.class, ToyMetrics.Count.class);
        Supplier<Drawn> refusing = () -> {
            throw new IllegalStateException("no samples");
        };
        assertThat(evaluate(refusing, "energy"::equals).measurements())
                .extracting(Measurement::name)
                .containsExactly("energy", "straightness");
        assertThatThrownBy(() -> evaluate(refusing, name -> true)).hasMessageContaining("no samples");
    }

    @Test
    void theHeldOutLossIsThatOfTheSamplersParameters() {
        experiment.network = ToyModel.Constant.class;
        experiment.metrics = List.of(ToyMetrics.Loss.class);
        double loss = evaluate().measurements().get(0).value();
        // The constant (3, 4) against x1 − x0, x0 standard normal, x1 about (0.05, 1): (2.95² + 1 + 3² + 1) / 2 = 9.85.
        // 2000 pairs have a standard error of 0.1.
        assertThat(loss).isCloseTo(9.85, within(0.5));
        assertThat(evaluate().measurements().get(0).value()).isEqualTo(loss);
    }

    private Evaluator.Result evaluate() {
        return evaluate(null, name -> true);
    }

    /** @param draw null for the sampler's own samples */
    private Evaluator.Result evaluate(@Nullable Supplier<Drawn> draw, Predicate<String> chosen) {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        PreparedData data = PreparedData.load(blueprint.parts().data(), blueprint.random());
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (Sampler sampler = new Sampler(blueprint, engine, theta, data.labels(), blueprint.random())) {
            Supplier<Drawn> samples = draw == null ? () -> sampler.sample("sample", 8, new double[0]) : draw;
            return new Evaluator(blueprint, data).evaluate(samples, sampler, chosen);
        }
    }
}
