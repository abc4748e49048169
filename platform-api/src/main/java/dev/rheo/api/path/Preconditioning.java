package dev.rheo.api.path;

/**
 * How a network F is wrapped to estimate a prediction: skip(t) x + out(t) F(in(t) x, time(t)). It lets the network see
 * states of one scale and answer in numbers of one scale at every level of noise. Pure and thread-safe; finite in the path's
 * domain, with out ≠ 0 and in ≠ 0 inside it.
 *
 * <p>Source: Karras et al. 2022, eq. 7.
 */
public interface Preconditioning {
    /** The network as it is. */
    Preconditioning NONE = new Preconditioning() {};

    /** The share of the state in the prediction. */
    default double skip(double t) {
        return 0;
    }

    /** What the network's output is multiplied by. */
    default double out(double t) {
        return 1;
    }

    /** What the state is multiplied by before the network sees it. */
    default double in(double t) {
        return 1;
    }

    /** What the network is told of the time. */
    default double time(double t) {
        return t;
    }
}
