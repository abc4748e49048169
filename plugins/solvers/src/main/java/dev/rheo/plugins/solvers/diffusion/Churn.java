package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.api.path.GaussianPath;

/** Families of noise that a solve may add without leaving the path's marginals. */
public enum Churn {
    /** e = 0: the probability-flow ODE. */
    NONE,
    /** e² = factor. */
    CONSTANT,
    /** e² = factor · g²: Anderson's reverse SDE if the factor is 1. */
    DIFFUSION,
    /** e² = factor · 2 s, which ends with the noise of the path. */
    VANISHING;

    /** e² for a factor of 1. */
    double squared(GaussianPath path, double t) {
        return switch (this) {
            case NONE -> 0;
            case CONSTANT -> 1;
            case DIFFUSION -> path.diffusion(t);
            case VANISHING -> 2 * path.s(t);
        };
    }
}
