package dev.rheo.api.path;

import dev.rheo.api.data.Points;
import dev.rheo.api.time.Interval;

/**
 * A path x_t = a(t) x1 + b(t) x0 + s(t) ε: six functions of a double, everything else is derived from them.
 *
 * <p>One-sided paths (b = 0, {@link #oneSided()}) use the source sample as their noise, which has to be standard
 * normal; {@code s} is then the coefficient of x0. Two-sided paths draw ε only if {@link #noisy()}. Both are read off the
 * functions in the middle of the domain: a path states nothing twice.
 *
 * <p>Source: Lipman et al. 2023, theorem 3; Tong et al. 2024, theorem 3.1.
 */
public interface GaussianPath extends ProbabilityPath {
    /** The coefficient of the datum. */
    double a(double t);

    /** The coefficient of the source sample; 0 on a one-sided path. */
    double b(double t);

    /** The standard deviation of the noise. */
    double s(double t);

    /** a'(t). */
    double da(double t);

    /** b'(t). */
    double db(double t);

    /** s'(t). */
    double ds(double t);

    @Override
    default Interval domain() {
        return Interval.UNIT;
    }

    /** The coefficient of the endpoint other than the datum: s on a one-sided path, b on a two-sided one. */
    default double n(double t) {
        return oneSided() ? s(t) : b(t);
    }

    /** n'(t). */
    default double dn(double t) {
        return oneSided() ? ds(t) : db(t);
    }

    /** ln(a²/n²), the signal-to-noise ratio of the state; grows with t, −∞ where a = 0, ∞ where n = 0. */
    default double logSnr(double t) {
        return 2 * (Math.log(a(t)) - Math.log(n(t)));
    }

    /**
     * The inverse of {@link #logSnr}, clipped to the domain. By bisection to the last bit; override it where a closed form
     * exists.
     */
    default double timeOfLogSnr(double logSnr) {
        return LogSnr.time(this, logSnr);
    }

    @Override
    default boolean oneSided() {
        return b(domain().middle()) == 0;
    }

    @Override
    default boolean noisy() {
        return !oneSided() && s(domain().middle()) > 0;
    }

    /** s at the beginning of a one-sided path: 1, or nearly, where variance is preserved; σ_max where it explodes. */
    @Override
    default double sourceScale() {
        return oneSided() ? s(domain().from()) : 1;
    }

    @Override
    default void sample(PathBatch batch, float[] xt, float[] velocity) {
        boolean oneSided = oneSided();
        boolean noisy = noisy();
        Points noise = batch.noise();
        if (noisy && noise == null) {
            throw new IllegalArgumentException("this path has noise of its own, but the batch brings none");
        }
        float[] eps = noisy && noise != null ? noise.values() : batch.source().values();
        float[] x1 = batch.data().values();
        float[] x0 = batch.source().values();
        int d = batch.data().dimension();
        for (int i = 0; i < batch.t().length; i++) {
            double t = batch.t()[i];
            double a = a(t);
            double da = da(t);
            double b = oneSided ? s(t) : b(t);
            double db = oneSided ? ds(t) : db(t);
            double s = noisy ? s(t) : 0;
            double ds = noisy ? ds(t) : 0;
            for (int k = i * d; k < (i + 1) * d; k++) {
                xt[k] = (float) (a * x1[k] + b * x0[k] + s * eps[k]);
                velocity[k] = (float) (da * x1[k] + db * x0[k] + ds * eps[k]);
            }
        }
    }

    /**
     * The conditional velocity at any x, eq. (1.2) of the reference: (s'/s)(x − μ_t) + μ_t' where s &gt; 0, μ_t'
     * where s is constant; scalars, one dimension at a time. On a one-sided path x0 does not matter. Not finite where
     * s = 0 and s' ≠ 0.
     */
    default double conditionalVelocity(double x, double x0, double x1, double t) {
        double drift = da(t) * x1 + db(t) * x0;
        double s = s(t);
        double ds = ds(t);
        return ds == 0 ? drift : drift + ds / s * (x - a(t) * x1 - b(t) * x0);
    }

    /** ∇ log p_t(x | x0, x1) = −(x − μ_t)/s², one dimension at a time; not finite where s = 0. */
    default double conditionalScore(double x, double x0, double x1, double t) {
        double s = s(t);
        return -(x - a(t) * x1 - b(t) * x0) / (s * s);
    }

    /**
     * D = a' n − a n' with n the coefficient of the second endpoint (s on one-sided paths, b on two-sided ones):
     * positive inside the domain.
     */
    default double wronskian(double t) {
        return da(t) * n(t) - a(t) * dn(t);
    }

    /**
     * g² = 2 s D / a of the SDE (in diffusion time) that has this one-sided path's marginals; infinite where a = 0.
     *
     * @throws IllegalStateException on a two-sided path
     */
    default double diffusion(double t) {
        if (!oneSided()) {
            throw new IllegalStateException("only a one-sided path has a diffusion");
        }
        double s = s(t);
        double a = a(t);
        return 2 * s * (da(t) * s - a * ds(t)) / a;
    }

    @Override
    default boolean identifies(Prediction from, Prediction to) {
        return Conversions.identifies(this, from, to);
    }

    @Override
    default Interval domain(Prediction from, Prediction to) {
        return Conversions.domain(this, from, to);
    }

    @Override
    default Affine read(Prediction from, Prediction to, double t) {
        return Conversions.read(this, from, to, t);
    }
}
