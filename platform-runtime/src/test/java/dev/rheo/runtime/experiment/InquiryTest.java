package dev.rheo.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.runtime.toy.ToyExperiment;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What components are asked before training. */
class InquiryTest {
    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void namesTheComponentThatThrowsInsteadOfAnswering() {
        experiment.network = Mute.class;
        assertThatThrownBy(experiment::blueprint)
                .hasMessageContaining("Mute failed: NoClassDefFoundError: acme/Table")
                .hasMessageContaining("report it to its author");
    }

    @Test
    void refusesAdaptiveStepsWithoutAnErrorEstimate() {
        experiment.solver = Blind.class;
        assertThatThrownBy(experiment::blueprint)
                .hasMessageContaining("has adaptive steps, but no error estimate in its tableau");
    }

    @Test
    void refusesASolverOfNoKnownForm() {
        experiment.solver = Formless.class;
        assertThatThrownBy(experiment::blueprint)
                .hasMessageContaining("is neither a RungeKuttaSolver nor a StepSolver with fixed steps");
    }

    /** Throws when asked what it supports. */
    @RheoComponent(name = "mute", summary = "Throws.")
    public static final class Mute implements NetworkArchitecture {
        @Inject
        public Mute() {}

        @Override
        public Support supports(NetworkSpec spec) {
            throw new NoClassDefFoundError("acme/Table");
        }

        @Override
        public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
            throw new AssertionError("never asked");
        }
    }

    /** Euler's method, as if it knew its error. */
    @RheoComponent(name = "blind", summary = "Adaptive without an estimate.")
    public static final class Blind implements RungeKuttaSolver {
        @Inject
        public Blind() {}

        @Override
        public ButcherTableau tableau() {
            return new ButcherTableau(1, List.of(0.0), List.of(List.of()), List.of(1.0), null, 0, false);
        }

        @Override
        public Stepping stepping() {
            return new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.I, 0.9, 0.2, 10, 100);
        }
    }

    /** Has steps but no rule for them. */
    @RheoComponent(name = "formless", summary = "No rule.")
    public static final class Formless implements Solver {
        @Inject
        public Formless() {}

        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(1);
        }
    }
}
