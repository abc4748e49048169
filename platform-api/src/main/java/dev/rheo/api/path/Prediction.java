package dev.rheo.api.path;

/** What a network estimates at (x_t, t), always as the conditional expectation given x_t. */
public enum Prediction {
    /** The velocity u_t(x). */
    VELOCITY,
    /** The datum x1, the "denoiser" of the diffusion literature. */
    DATA,
    /** The noise of a one-sided path, which is its (standard normal) source sample. */
    NOISE,
    /** The source sample x0 of a two-sided path without noise. */
    SOURCE,
    /** The score ∇ log p_t(x). */
    SCORE,
    /**
     * The v-prediction a ε − s x1 of a one-sided path (Salimans and Ho 2022, section 4), from which x1 and ε are read by
     * dividing by a² + s² alone. Not the velocity: on the trigonometric path that is −(π/2) v, on others another mixture.
     */
    V
}
