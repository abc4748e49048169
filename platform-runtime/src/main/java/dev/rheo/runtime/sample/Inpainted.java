package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.manifest.Inpainting;
import java.util.Arrays;
import java.util.Optional;

/**
 * The views of a model given some entries y of the datum. Known entries of a state are replaced by a y + n z with the noise z
 * that the sample began with, and move as such a point of the path does.
 *
 * <p>That alone is biased: the model learns y from a noisy sight of it. What it lacks is log p(y | x_t), which is taken for a
 * Gaussian about the datum expected, x̂ = E[x1 | x_t]. Its covariance is n²/a J with J = ∂x̂/∂x (Tweedie), so that the unknown
 * entries of x̂ move by J_uk (J_kk + δ)⁻¹ (y − x̂_k), solved for by a few steps of conjugate gradients, each a
 * vector–Jacobian product of the velocity (Rozet et al. 2024, arXiv 2405.13712, algorithm 3; J is symmetric for an exact
 * model). For Gaussian data and δ = 0 this is exact after as many steps as there are known entries, whatever z is. The error δ
 * that J may have in a trained network bounds the correction where J is small: at the beginning, and in directions in which
 * the data does not vary.
 *
 * <p>Used by one thread, for one batch.
 */
final class Inpainted implements Dynamics {
    /** n below this part of a: the state tells the datum, there is nothing to correct. */
    private static final double SETTLED = 1e-4;

    /** Keeps a quotient of two zeros 0. */
    private static final double NOTHING = 1e-30;

    private final Dynamics model;
    private final GaussianPath path;
    private final NDArray known;
    private final NDArray mask;
    private final NDArray noise;
    private final Inpainting inpainting;

    /**
     * @param known y, 0 where nothing is known; lives as long as this, as do the other arrays
     * @param mask 1 where an entry is known, else 0
     * @param noise z, a sample of the source
     * @throws SolveException if this model cannot be inpainted so
     */
    Inpainted(Dynamics model, NDArray known, NDArray mask, NDArray noise, Inpainting inpainting) {
        this.model = model;
        this.path = model.path()
                .orElseThrow(
                        () -> new SolveException("its path is not Gaussian, so the place of known entries on the way"
                                + " is not known; train on another path to have entries given"));
        this.known = known;
        this.mask = mask;
        this.noise = noise.mul(mask);
        this.inpainting = inpainting;
        if (inpainting.corrections() > 0) {
            differentiable(model);
            if (!path.identifies(Prediction.VELOCITY, Prediction.DATA)) {
                throw uncorrected("the datum expected cannot be read from its velocity on this path");
            }
        }
    }

    /** The same with another noise in the known entries. */
    Inpainted with(NDArray other) {
        return new Inpainted(model, known, mask, other, inpainting);
    }

    GaussianPath gaussian() {
        return path;
    }

    Inpainting inpainting() {
        return inpainting;
    }

    /** Whether the way is to be walked with jumps back, see {@link Resampling}. */
    boolean resampled() {
        return inpainting.resamplings() > 1;
    }

    private static DifferentiableField differentiable(Dynamics model) {
        if (model.velocity() instanceof DifferentiableField field) {
            return field;
        }
        throw uncorrected("the derivative of its velocity is not known");
    }

    private static SolveException uncorrected(String why) {
        return new SolveException("known entries cannot correct the others, since " + why
                + "; set inpainting.corrections=0 to put them into their places only");
    }

    @Override
    public Optional<GaussianPath> path() {
        return Optional.of(path);
    }

    @Override
    public Field velocity() {
        return (x, t) -> within(x, scope -> {
            NDArray state = placed(x, t, scope);
            if (corrected(t)) {
                Corrected found = correct(state, t);
                double weight = path.wronskian(t) / path.n(t);
                return completed(found.velocity.addi(found.shift.muli(weight)), path.da(t), path.dn(t));
            }
            return completed(model.velocity().at(state, t), path.da(t), path.dn(t));
        });
    }

    @Override
    public Optional<Field> denoised() {
        return model.denoised()
                .map(denoised -> (x, t) -> within(x, scope -> {
                    NDArray state = placed(x, t, scope);
                    NDArray expected = denoised.at(state, t);
                    return completed(corrected(t) ? expected.addi(correct(state, t).shift) : expected, 1, 0);
                }));
    }

    @Override
    public Optional<Field> score() {
        return model.score()
                .map(score -> (x, t) -> within(x, scope -> {
                    NDArray state = placed(x, t, scope);
                    NDArray found = score.at(state, t);
                    double n = path.n(t);
                    if (corrected(t)) {
                        found.addi(correct(state, t).shift.muli(path.a(t) / (n * n)));
                    }
                    return completed(found, 0, -1 / n);
                }));
    }

    @Override
    public Optional<Field> varianceShare() {
        return model.varianceShare().map(share -> (x, t) -> within(x, scope -> share.at(placed(x, t, scope), t)));
    }

    private boolean corrected(double t) {
        return inpainting.corrections() > 0 && path.n(t) > SETTLED * path.a(t);
    }

    private interface Made {
        NDArray in(NDManager scope);
    }

    /** An array of the manager of x; all that it was made of is freed. */
    private static NDArray within(NDArray x, Made made) {
        try (NDManager scope = x.getManager().newSubManager()) {
            NDArray result = made.in(scope);
            result.attach(x.getManager());
            return result;
        }
    }

    /** The state with known entries at a y + n z, a new array of the manager of x. */
    NDArray placed(NDArray x, double t) {
        return within(x, scope -> placed(x, t, scope));
    }

    private NDArray placed(NDArray x, double t, NDManager scope) {
        NDArray state = x.duplicate();
        state.attach(scope);
        return completed(state, path.a(t), path.n(t));
    }

    /** Sets the known entries of an array to ofKnown y + ofNoise z. */
    private NDArray completed(NDArray array, double ofKnown, double ofNoise) {
        NDArray unknown = array.mul(mask).subi(array).muli(-1);
        return unknown.addi(unknown.zerosLike().addi(known).muli(ofKnown))
                .addi(unknown.zerosLike().addi(noise).muli(ofNoise));
    }

    /**
     * @param velocity of the model
     * @param shift of the datum expected, due to what is known
     */
    private record Corrected(NDArray velocity, NDArray shift) {}

    private Corrected correct(NDArray state, double t) {
        DifferentiableField field = differentiable(model);
        Affine reading = path.read(
                Prediction.VELOCITY,
                Prediction.DATA,
                path.domain(Prediction.VELOCITY, Prediction.DATA).clip(t));
        NDArray velocity = field.at(state, t);
        NDArray residual =
                combined(reading, state, velocity).subi(known).muli(-1).muli(mask);
        NDArray direction = residual.duplicate();
        NDArray size = dot(residual, residual);
        NDArray shift = residual.zerosLike();
        for (int k = 1; ; k++) {
            NDArray product = combined(
                    reading, direction, field.pullback(state, t, direction).product());
            NDArray image = product.mul(mask).addi(direction.mul(inpainting.damping()));
            NDArray least = dot(direction, direction).muli(inpainting.damping()).addi(NOTHING);
            NDArray step = size.div(dot(direction, image).maximum(least));
            shift.addi(product.mul(step));
            if (k == inpainting.corrections()) {
                return new Corrected(velocity, shift);
            }
            residual.subi(image.mul(step));
            NDArray next = dot(residual, residual);
            direction = residual.add(direction.mul(next.div(size.add(NOTHING))));
            size = next;
        }
    }

    private static NDArray combined(Affine reading, NDArray x, NDArray out) {
        return x.mul(reading.ofX()).addi(out.mul(reading.ofPrediction()));
    }

    /** The scalar product of each row, of a shape that goes with that of the rows. */
    private static NDArray dot(NDArray one, NDArray other) {
        long n = one.getShape().get(0);
        long[] sizes = new long[one.getShape().dimension()];
        Arrays.fill(sizes, 1);
        sizes[0] = n;
        return one.mul(other).reshape(n, -1).sum(new int[] {1}).reshape(new Shape(sizes));
    }
}
