package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.toy.ToyAdaptive;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyPairs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BackwardTest {
    private static final int COUNT = 8;

    private final ToyExperiment experiment = new ToyExperiment();

    /** What comes of source samples that go to the data and return. */
    private Drawn thereAndBack() {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        NetworkProgram program = NetworkProgram.of(blueprint.network(), Precision.FLOAT32);
        try (NetworkFunction network = new NetworkFunction(engine, program, theta)) {
            BatchSolver solver = new BatchSolver(blueprint, engine, network);
            Draw draw = new Draw("sample", blueprint.random(), null);
            Drawn there = solver.solve(draw, 0, COUNT);
            assertThat(there.points().values())
                    .as("samples, which have moved")
                    .isNotEqualTo(there.source().values());
            return solver.solveBack(draw, 0, there.points(), Asked.NOTHING);
        }
    }

    private Points sources() {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (Sampler sampler = new Sampler(blueprint, engine, theta, null, blueprint.random())) {
            return sampler.starts("sample", COUNT);
        }
    }

    @Test
    void samplesReturnToTheSourceSamplesTheyCameFrom() {
        experiment.solver = ToyAdaptive.class;
        Drawn back = thereAndBack();
        float[] expected = sources().values();
        for (int i = 0; i < expected.length; i++) {
            assertThat(back.points().values()[i]).isCloseTo(expected[i], within(1e-3f));
        }
        assertThat(back.statistics().steps()).isPositive();
    }

    @Test
    void theyReturnAtTheSourcesOwnScale() {
        experiment.path = ToyPairs.Exploding.class;
        experiment.solver = ToyAdaptive.class;
        Drawn back = thereAndBack();
        float[] starts = sources().values();
        for (int i = 0; i < starts.length; i++) {
            assertThat(back.points().values()[i]).isCloseTo(starts[i] / 50, within(1e-3f));
        }
        assertThat(Arrays.equals(back.points().values(), starts)).isFalse();
    }
}
