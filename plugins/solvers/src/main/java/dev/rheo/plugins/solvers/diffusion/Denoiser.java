package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;

/**
 * A model read as x_t = a E[x1 | x_t] + n E[z | x_t]: one evaluation gives both parts, since they add up to the state.
 * Results are new arrays of the state's manager.
 */
final class Denoiser {
    static final String CLIP =
            "Largest absolute value of the expected datum: what lies beyond is cut off before the step. With"
                    + " standardise: range, data lies within 1. 0: nothing is cut off.";

    private final GaussianPath path;
    private final Field denoised;
    private final Field velocity;
    private final double clip;

    Denoiser(Problem problem) {
        this(problem, 0);
    }

    /** @param clip largest absolute value of the expected datum, 0 for any */
    Denoiser(Problem problem, double clip) {
        this.clip = clip;
        Dynamics dynamics = problem.dynamics();
        path = Needs.path(dynamics);
        denoised = dynamics.denoised().orElseThrow(() -> Needs.missing("the expected datum"));
        velocity = dynamics.velocity();
    }

    GaussianPath path() {
        return path;
    }

    /** λ = ln(a/n), ±∞ where one of them is 0. */
    double lambda(double t) {
        return path.logSnr(t) / 2;
    }

    /** D = E[x1 | x_t = x], clipped. */
    NDArray at(NDArray x, double t) {
        NDArray datum = denoised.at(x, t);
        return clip == 0 ? datum : datum.clip(-clip, clip);
    }

    /** ∇ log p_t(x) = (a D − x)/n², for n &gt; 0. */
    NDArray score(NDArray x, double t) {
        double precision = 1 / (path.n(t) * path.n(t));
        return blend(x, -precision, at(x, t), path.a(t) * precision);
    }

    /**
     * The first-order step of the flow, a' D + n' E[z | x] with both expectations held: DDIM without noise. Where n = 0 the
     * state is the datum and says nothing of z; the velocity does.
     */
    NDArray carried(NDArray x, double from, double to) {
        Transition step = Transition.of(path, from, to);
        if (step.n() > 0) {
            double ofState = step.nTo() / step.n();
            return blend(x, ofState, at(x, from), step.ofData(ofState));
        }
        Prediction other = path.oneSided() ? Prediction.NOISE : Prediction.SOURCE;
        Affine data = path.read(Prediction.VELOCITY, Prediction.DATA, from);
        Affine rest = path.read(Prediction.VELOCITY, other, from);
        return blend(
                x,
                step.aTo() * data.ofX() + step.nTo() * rest.ofX(),
                velocity.at(x, from),
                step.aTo() * data.ofPrediction() + step.nTo() * rest.ofPrediction());
    }

    /** α x + β y, a new array of the manager of {@code x}. */
    static NDArray blend(NDArray x, double alpha, NDArray y, double beta) {
        NDArray sum = x.mul(alpha);
        NDArray other = y.mul(beta);
        other.attach(sum.getManager());
        return sum.addi(other);
    }
}
