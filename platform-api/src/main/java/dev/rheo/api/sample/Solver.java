package dev.rheo.api.sample;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/**
 * Carries samples along a model's dynamics, usually from t = 0 to t = 1. A solver states its method; the host runs the
 * loop (grid, step-size control, memory, counting of evaluations). Implement {@link RungeKuttaSolver} for explicit
 * Runge–Kutta methods and {@link StepSolver} for every other step rule.
 */
@ComponentKind(value = "solver", title = "solver")
public interface Solver extends Component {
    /** How the steps are chosen. */
    Stepping stepping();
}
