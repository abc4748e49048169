package dev.rheo.runtime.toy;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import java.util.List;

/** Heun's method with Euler's inside, at a tolerance of 1e-5; says that it follows the flow as an equation. */
@RheoComponent(name = "toy-adaptive", summary = "Heun and Euler.")
public final class ToyAdaptive implements RungeKuttaSolver {
    /** No options, but traits. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.adaptive();
        }
    }

    @Inject
    public ToyAdaptive() {}

    @Override
    public ButcherTableau tableau() {
        return new ButcherTableau(
                2,
                List.of(0.0, 1.0),
                List.of(List.of(), List.of(1.0)),
                List.of(0.5, 0.5),
                List.of(-0.5, 0.5),
                1,
                false);
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.I, 0.9, 0.2, 10, 10_000);
    }
}
