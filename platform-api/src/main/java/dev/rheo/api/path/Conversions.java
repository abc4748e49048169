package dev.rheo.api.path;

import dev.rheo.api.time.Interval;

/**
 * Conversions between predictions on Gaussian paths with one unknown beside the datum: x = a x1 + n z, where (n, z) is
 * (s, ε) on a one-sided path and (b, x0) on a two-sided path without noise. Velocity, x1 and z then determine each
 * other through D = a' n − a n' alone; forms that divide by a or n are used only where no other exists.
 */
final class Conversions {
    /**
     * How far a domain is drawn in from an end where a reading is singular. Beyond it the reading multiplies the
     * network's error by up to 1/margin, within it the field is held still. Measured on moons by cond-ot, noise and data
     * prediction: path energies of 8.4 and 7.8 at 0.001, 1.6 and 1.5 at 0.02, 1.4 and 1.4 at 0.05 (velocity: 1.34); at
     * 0.05 samples of predicted data keep noise of 0.02.
     */
    private static final double MARGIN = 0.02;

    private Conversions() {}

    static boolean identifies(GaussianPath path, Prediction from, Prediction to) {
        return from == to && exists(path, from) || exists(path, from) && exists(path, to) && !opaque(path);
    }

    /** A two-sided path with noise has three unknowns: nothing but the prediction itself can be read from it. */
    private static boolean opaque(GaussianPath path) {
        return path.noisy();
    }

    private static boolean exists(GaussianPath path, Prediction prediction) {
        return switch (prediction) {
            case VELOCITY, DATA -> true;
            case NOISE, SCORE -> path.oneSided();
            case SOURCE -> !path.oneSided();
        };
    }

    static Affine read(GaussianPath path, Prediction from, Prediction to, double t) {
        if (!identifies(path, from, to)) {
            throw new IllegalArgumentException(
                    "a prediction of " + from + " does not determine " + to + " on this path");
        }
        return from == to ? Affine.IDENTITY : At.of(path, t).read(from, to);
    }

    static Interval domain(GaussianPath path, Prediction from, Prediction to) {
        Interval domain = path.domain();
        double margin = Math.min(MARGIN, domain.length() / 4);
        boolean lower = regular(path, from, to, domain.from());
        boolean upper = regular(path, from, to, domain.to());
        return new Interval(lower ? domain.from() : domain.from() + margin, upper ? domain.to() : domain.to() - margin);
    }

    /** A score does not exist where s = 0, even if the coefficient that multiplies it is then 0. */
    private static boolean regular(GaussianPath path, Prediction from, Prediction to, double t) {
        boolean score = from == Prediction.SCORE || to == Prediction.SCORE;
        return read(path, from, to, t).isFinite() && !(score && path.s(t) == 0);
    }

    private record At(double a, double n, double da, double dn, double d) {
        static At of(GaussianPath path, double t) {
            double n = path.n(t);
            double dn = path.dn(t);
            double a = path.a(t);
            double da = path.da(t);
            return new At(a, n, da, dn, da * n - a * dn);
        }

        Affine read(Prediction from, Prediction to) {
            return switch (to) {
                case VELOCITY -> velocity(from);
                case DATA -> data(from);
                case NOISE, SOURCE -> endpoint(from);
                case SCORE -> score(from);
            };
        }

        private Affine velocity(Prediction from) {
            return switch (from) {
                case VELOCITY -> Affine.IDENTITY;
                case DATA -> new Affine(dn / n, d / n);
                case NOISE, SOURCE -> new Affine(da / a, -d / a);
                case SCORE -> new Affine(da / a, n * d / a);
            };
        }

        private Affine data(Prediction from) {
            return switch (from) {
                case DATA -> Affine.IDENTITY;
                case VELOCITY -> new Affine(-dn / d, n / d);
                case NOISE, SOURCE -> new Affine(1 / a, -n / a);
                case SCORE -> new Affine(1 / a, n * n / a);
            };
        }

        private Affine endpoint(Prediction from) {
            return switch (from) {
                case NOISE, SOURCE -> Affine.IDENTITY;
                case VELOCITY -> new Affine(da / d, -a / d);
                case DATA -> new Affine(1 / n, -a / n);
                case SCORE -> new Affine(0, -n);
            };
        }

        private Affine score(Prediction from) {
            Affine noise = endpoint(from);
            return new Affine(-noise.ofX() / n, -noise.ofPrediction() / n);
        }
    }
}
