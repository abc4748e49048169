package dev.rheo.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel.Matching.Fault;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyTimes;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A sampler's own times have to be among those of a path of discrete time, which is known before training. */
class TimesFitTest {
    @Test
    void refusesAtomsThatThePathDoesNotHave() {
        ToyExperiment toy = new ToyExperiment();
        toy.path = Quarters.class;
        toy.timesteps = Thirds.class;
        assertThatThrownBy(toy::blueprint)
                .hasMessageContaining("the timestep sampler does not fit the path: it gives the time 0.333")
                .hasMessageContaining("this path has only 4 times, of which 0.25 is the nearest")
                .hasMessageContaining("'uniform', which fits every path");
    }

    @Test
    void aDensityFitsEveryPathAndAtomsFitContinuousTime() {
        ToyExperiment toy = new ToyExperiment();
        toy.path = Quarters.class;
        toy.timesteps = ToyPairs.Rising.class;
        assertThatCode(toy::blueprint).doesNotThrowAnyException();
        toy.path = ToyPairs.Linear.class;
        toy.timesteps = Thirds.class;
        assertThat(toy.blueprint().parts().timesteps().atoms()).hasSize(3);
    }

    @Test
    void aSamplerThatLearnsNeedsAnObjectiveThatTellsTheLossOfEachRow() {
        ToyExperiment toy = new ToyExperiment();
        toy.timesteps = ToyTimes.Learner.class;
        assertThat(toy.blueprint().loss().outputs()).hasSize(2);
        toy.timesteps = ToyPairs.Rising.class;
        assertThat(toy.blueprint().loss().outputs()).hasSize(1);
        toy.timesteps = ToyTimes.Learner.class;
        toy.objective = Fault.MEAN_ONLY;
        assertThatThrownBy(toy::blueprint)
                .hasMessageContaining("learns from the loss of each row, but the objective tells only their mean");
    }

    /** The straight path at four times. */
    @RheoComponent(name = "quarters", summary = "Four times.")
    public static final class Quarters implements GaussianPath {
        private final ToyPairs.Linear linear = new ToyPairs.Linear();

        @Inject
        public Quarters() {}

        @Override
        public double[] gridTimes() {
            return new double[] {0, 0.25, 0.5, 0.75};
        }

        @Override
        public double a(double t) {
            return linear.a(t);
        }

        @Override
        public double b(double t) {
            return linear.b(t);
        }

        @Override
        public double s(double t) {
            return 0;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return -1;
        }

        @Override
        public double ds(double t) {
            return 0;
        }
    }

    /** 0, 1/3 and 2/3. */
    @RheoComponent(name = "thirds", summary = "Three times.")
    public static final class Thirds implements TimestepSampler {
        private final ToyTimes.Atomic atoms =
                new ToyTimes.Atomic(new double[] {0, 1 / 3.0, 2 / 3.0}, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});

        @Inject
        public Thirds() {}

        @Override
        public double quantile(double u) {
            return atoms.quantile(u);
        }

        @Override
        public double cumulative(double t) {
            return atoms.cumulative(t);
        }

        @Override
        public double density(double t) {
            return atoms.density(t);
        }

        @Override
        public double[] atoms() {
            return atoms.atoms();
        }
    }
}
