package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyPairs;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int COUNT = 8;

    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void samplingBeginsAtTheScaleThatThePathBeginsWith() {
        Points unit = starts();
        experiment.path = ToyPairs.Exploding.class;
        Points wide = starts();
        for (int i = 0; i < unit.values().length; i++) {
            assertThat(wide.values()[i]).isCloseTo(50 * unit.values()[i], within(1e-4f));
        }
    }

    private Points starts() {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (Sampler sampler = new Sampler(blueprint, engine, theta, null, blueprint.random())) {
            return sampler.sample("sample", COUNT, new double[0]).source();
        }
    }
}
