package dev.rheo.api.sample;

/** An explicit Runge–Kutta method on the probability-flow ODE dx/dt = u_t(x). */
public interface RungeKuttaSolver extends Solver {
    /** Its coefficients; with an error estimate if {@link #stepping()} is adaptive. */
    ButcherTableau tableau();
}
