package dev.rheo.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.runtime.data.ConditionScaling;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.toy.ToyExperiment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelDensityTest {
    private static final Scaling SCALING = new Scaling(new double[] {5, -1}, new double[] {2, 0.5});
    private static final int SIDE = 30;

    private final ToyExperiment experiment = new ToyExperiment();

    private double[] density(Rows rows) {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (Sampler sampler = new Sampler(blueprint, engine, theta, null, blueprint.random())) {
            return new ModelDensity(sampler, SCALING, new Conditioning(ConditionScaling.NONE, experiment.classes > 0))
                    .at(rows, Divergence.exact());
        }
    }

    /** A grid of 6 standard deviations to either side, in original units. */
    private static Rows grid(int[] labels, int classes) {
        float[] values = new float[2 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            values[2 * i] = (float) (5 + 2 * (12 * (i % SIDE + 0.5) / SIDE - 6));
            values[2 * i + 1] = (float) (-1 + 0.5 * (12 * (i / SIDE + 0.5) / SIDE - 6));
        }
        return new Rows(new Points(values, SIDE * SIDE, 2), SampleShape.of(2), labels, classes);
    }

    /** The flow has four Euler steps, which bend the density by some percent. */
    @Test
    void theDensityInTheDatasOwnUnitsIntegratesToOne() {
        double cell = 12.0 * 2 / SIDE * (12.0 * 0.5 / SIDE);
        double mass = Arrays.stream(density(grid(null, 0))).map(Math::exp).sum() * cell;

        assertThat(mass).isCloseTo(1, within(0.1));
    }

    @Test
    void aRowsDensityIsThatGivenItsLabel() {
        experiment.classes = 3;
        int[] labels = new int[SIDE * SIDE];
        double[] zero = density(grid(labels, 3));
        Arrays.fill(labels, 2);
        double[] two = density(grid(labels, 3));

        assertThat(two).isNotEqualTo(zero);
        assertThatThrownBy(() -> density(grid(null, 0)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("the rows have none");
    }
}
