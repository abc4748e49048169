package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    @Test
    void samplingAlongAnotherPathBeginsAtThatPathsScale() {
        Points unit = starts();
        experiment.path = ToyPairs.Fading.class;
        experiment.sampled = ToyPairs.Exploding.class;
        Points wide = starts();
        for (int i = 0; i < unit.values().length; i++) {
            assertThat(wide.values()[i]).isCloseTo(50 * unit.values()[i], within(1e-4f));
        }
    }

    @Test
    void onlyModelsOfOneSidedPathsInContinuousTimeAreSampledAlongAnother() {
        experiment.sampled = ToyPairs.Exploding.class;
        refused("the path that is trained is not one-sided");
        experiment.path = ToyPairs.Stepwise.class;
        refused("the path that is trained has discrete time, so the model knows its 4 grid points only");
        experiment.path = ToyPairs.Fading.class;
        experiment.sampled = ToyPairs.Linear.class;
        refused("the path that is sampled is not one-sided");
        experiment.sampled = ToyPairs.Stepwise.class;
        assertThat(experiment.blueprint().parts().sampled()).isInstanceOf(ToyPairs.Stepwise.class);
    }

    private void refused(String why) {
        assertThatThrownBy(experiment::blueprint)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SAMPLED_PATH")
                .hasMessageContaining(why);
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
