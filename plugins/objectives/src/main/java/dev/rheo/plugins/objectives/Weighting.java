package dev.rheo.plugins.objectives;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;

/**
 * How much an error counts at each time, whatever the network estimates. Errors of different predictions at one state are in
 * the proportion of the path's readings (|v − v̂|² = (D/s)² |x1 − x̂1|² and so on), so each is a factor on the square of the
 * network's own error. Where a reading is singular, at times without datum or without noise, the factor is held still over
 * the same margin as the reading.
 */
enum Weighting {
    /** 1 on the prediction itself; s² for the score, whose target has unbounded variance. */
    USUAL,
    /** 1 on the velocity: the objective of velocity prediction. */
    VELOCITY,
    /** 1 on the noise: DDPM's simple objective. */
    NOISE,
    /** 1 on the datum. */
    DATA,
    /** 1 on v = a ε − s x1: SNR + 1 on the datum where variance is preserved. */
    V,
    /** dλ/dt on the noise, λ = ln(a²/s²): g²/s², the likelihood's. The same as dSNR/dt on the datum. */
    LIKELIHOOD,
    /** min(SNR, γ) on the datum. */
    MIN_SNR,
    /** SNR γ/(SNR + γ) on the datum. */
    SOFT_MIN_SNR,
    /** max(SNR, 1) on the datum. */
    TRUNCATED_SNR;

    /** What the path has to have for it, beside what the prediction needs. */
    Traits traits() {
        return switch (this) {
            case USUAL, VELOCITY -> Traits.NONE;
            case DATA ->
                Traits.NONE.requires(
                        TraitNames.PATH_ENDPOINTS, "an error counts as the datum's only where it determines that");
            case NOISE ->
                Traits.NONE.requires(
                        TraitNames.PATH_ONE_SIDED, "an error counts as the noise's only where the noise is the source");
            case V, MIN_SNR, SOFT_MIN_SNR, TRUNCATED_SNR ->
                Traits.NONE
                        .requires(
                                TraitNames.PATH_ONE_SIDED,
                                "its weights compare the datum with noise that is the source")
                        .requires(
                                TraitNames.PATH_GAUSSIAN,
                                "its weights are made of the coefficients of a Gaussian path");
            case LIKELIHOOD ->
                Traits.NONE
                        .requires(
                                TraitNames.PATH_SCORE,
                                "the weights g² make it a bound on the likelihood only where the score can be read")
                        .requires(TraitNames.PATH_GAUSSIAN, "g² is that of a Gaussian path");
        };
    }

    /**
     * The factor on the square of the error of {@code given}.
     *
     * @param gamma the largest signal-to-noise ratio that counts, for those that have one
     */
    double factor(ProbabilityPath path, Prediction given, double gamma, double t) {
        return switch (this) {
            case USUAL -> given == Prediction.SCORE && path instanceof GaussianPath noise ? noise.s(t) * noise.s(t) : 1;
            case VELOCITY -> share(path, given, Prediction.VELOCITY, t);
            case NOISE -> share(path, given, Prediction.NOISE, t);
            case DATA -> share(path, given, Prediction.DATA, t);
            case V -> share(path, given, Prediction.V, t);
            case LIKELIHOOD -> likelihood(path, given, t);
            case MIN_SNR, SOFT_MIN_SNR, TRUNCATED_SNR -> {
                double inside = inside(path, given, t);
                double snr = Math.exp(((GaussianPath) path).logSnr(inside));
                yield share(path, given, Prediction.DATA, inside) * ofDatum(snr, gamma);
            }
        };
    }

    private double ofDatum(double snr, double gamma) {
        return switch (this) {
            case MIN_SNR -> Math.min(snr, gamma);
            case SOFT_MIN_SNR -> snr * gamma / (snr + gamma);
            default -> Math.max(snr, 1);
        };
    }

    private static double likelihood(ProbabilityPath path, Prediction given, double t) {
        double inside = inside(path, given, t);
        return share(path, given, Prediction.NOISE, inside) * slopeOfLogSnr((GaussianPath) path, inside);
    }

    /** dλ/dt = g²/s². */
    private static double slopeOfLogSnr(GaussianPath path, double t) {
        return 2 * path.wronskian(t) / (path.a(t) * path.n(t));
    }

    private static double share(ProbabilityPath path, Prediction given, Prediction counted, double t) {
        double reading =
                path.read(given, counted, path.domain(given, counted).clip(t)).ofPrediction();
        return reading * reading;
    }

    /** {@code t} where the state says something of both datum and noise. */
    static double inside(ProbabilityPath path, Prediction given, double t) {
        double regular = path.domain(given, Prediction.DATA).clip(t);
        regular = path.domain(given, Prediction.NOISE).clip(regular);
        regular = path.domain(Prediction.NOISE, Prediction.DATA).clip(regular);
        return path.domain(Prediction.DATA, Prediction.NOISE).clip(regular);
    }
}
