package dev.rheo.api.path;

import dev.rheo.api.time.Interval;

/**
 * Conversions between predictions on Gaussian paths with one unknown beside the datum: x = a x1 + n z, where (n, z) is
 * (s, ε) on a one-sided path and (b, x0) on a two-sided path without noise. Every prediction is a combination p x1 + q z
 * too, so that x and one prediction give both unknowns by dividing by a q − n p: by D = a' n − a n' for the velocity, by a
 * for z, by n for x1, by a² + n² for v.
 */
final class Conversions {
    /**
     * How far a domain is drawn in from an end where a reading is singular. Beyond it the reading multiplies the
     * network's error by up to 1/margin, within it the field is held still. Measured on moons by cond-ot, noise and data
     * prediction: path energies of 8.4 and 7.8 at 0.001, 1.6 and 1.5 at 0.02, 1.4 and 1.4 at 0.05 (velocity: 1.34); at
     * 0.05 samples of predicted data keep noise of 0.02.
     */
    private static final double MARGIN = 0.02;

    /**
     * An end at which a reading multiplies the prediction by this many times more than a margin before it counts as
     * singular: a leaves DDPM's cosine schedule at 5e-5 where its continuous form has 0, s a strict VE path at 1e-4.
     */
    private static final double POLE = 100;

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
            case NOISE, SCORE, V -> path.oneSided();
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
        boolean lower = regular(path, from, to, domain.from(), domain.from() + margin);
        boolean upper = regular(path, from, to, domain.to(), domain.to() - margin);
        return new Interval(lower ? domain.from() : domain.from() + margin, upper ? domain.to() : domain.to() - margin);
    }

    /** A score does not exist where s = 0, even if the coefficient that multiplies it is then 0. */
    private static boolean regular(GaussianPath path, Prediction from, Prediction to, double end, double inside) {
        boolean score = from == Prediction.SCORE || to == Prediction.SCORE;
        Affine reading = read(path, from, to, end);
        double growth =
                Math.abs(reading.ofPrediction() / read(path, from, to, inside).ofPrediction());
        return reading.isFinite() && !(score && path.s(end) == 0) && !(growth > POLE);
    }

    private record At(double a, double n, double da, double dn) {
        static At of(GaussianPath path, double t) {
            return new At(path.a(t), path.n(t), path.da(t), path.dn(t));
        }

        /** The score is −z/n. */
        Affine read(Prediction from, Prediction to) {
            Prediction given = from == Prediction.SCORE ? Prediction.NOISE : from;
            Prediction wanted = to == Prediction.SCORE ? Prediction.NOISE : to;
            Affine reading = given == wanted ? Affine.IDENTITY : between(part(given), part(wanted));
            double ofPrediction = from == Prediction.SCORE ? -n * reading.ofPrediction() : reading.ofPrediction();
            return to == Prediction.SCORE
                    ? new Affine(-reading.ofX() / n, -ofPrediction / n)
                    : new Affine(reading.ofX(), ofPrediction);
        }

        /** From x = a x1 + n z and p x1 + q z to another such combination. */
        private Affine between(Part given, Part wanted) {
            double determinant = a * given.q - n * given.p;
            return new Affine(
                    (wanted.p * given.q - wanted.q * given.p) / determinant,
                    (wanted.q * a - wanted.p * n) / determinant);
        }

        private Part part(Prediction prediction) {
            return switch (prediction) {
                case VELOCITY -> new Part(da, dn);
                case DATA -> new Part(1, 0);
                case NOISE, SOURCE -> new Part(0, 1);
                case V -> new Part(-n, a);
                case SCORE -> throw new IllegalArgumentException("the score is not finite where n is 0");
            };
        }
    }

    /** p x1 + q z. */
    private record Part(double p, double q) {}
}
