package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import java.util.List;

/** The explicit Runge-Kutta methods of two stages and order 2, told apart by the time α of the second stage. */
@RheoComponent(name = "frozen-two-stage", summary = "Runge-Kutta of two stages, order 2, second stage anywhere.")
public final class TwoStageSolver implements RungeKuttaSolver {
    public record Config(
            @Option(value = "Equal steps from start to end; two evaluations of the network each.", defaultsTo = "50", min = 1)
            int steps,

            @Option(
                    value = "Time of the second stage within a step: 1/2 is the midpoint rule, 2/3 Ralston's, 1 Heun's.",
                    defaultsTo = "0.6666666666666666",
                    min = 0,
                    above = true,
                    max = 1)
            double alpha)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return alpha == 1 ? SolverTraits.fixedStepsOnGridToTheEnd() : SolverTraits.fixedSteps();
        }
    }

    private final Config config;

    @Inject
    public TwoStageSolver(Config config) {
        this.config = config;
    }

    @Override
    public ButcherTableau tableau() {
        double alpha = config.alpha();
        double second = 1 / (2 * alpha);
        return new ButcherTableau(
                2, List.of(0.0, alpha), List.of(List.of(), List.of(alpha)), List.of(1 - second, second), null, 0, false);
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps());
    }
}
