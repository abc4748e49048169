package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import java.util.Locale;

/** What it costs to join a source sample with a datum. */
public enum Cost {
    /** |x0 − x1|², the cost of W2 and of straight flows. */
    SQUARED_EUCLIDEAN,
    /** |x0 − x1|, the cost of W1; outliers weigh less. */
    EUCLIDEAN,
    /** 1 − cos ∠(x0, x1), 0 … 2: directions alone, lengths do not matter. */
    COSINE;

    /** Whether the cost is that of the theory: W2, and Schrödinger bridges. */
    boolean squared() {
        return this == SQUARED_EUCLIDEAN;
    }

    /** Fills {@code out[i * target.count() + j]}. */
    void fill(Points source, Points target, double[] out) {
        if (this == COSINE) {
            directions("source", source).squaredDistances(directions("data", target), out);
        } else {
            source.squaredDistances(target, out);
        }
        int cells = source.count() * target.count();
        for (int k = 0; k < cells && !squared(); k++) {
            // For unit vectors |x − y|² = 2 (1 − cos).
            out[k] = this == COSINE ? 0.5 * out[k] : Math.sqrt(out[k]);
        }
    }

    private static Points directions(String which, Points points) {
        float[] unit = new float[points.values().length];
        int d = points.dimension();
        for (int i = 0; i < points.count(); i++) {
            double largest = 0;
            for (int k = 0; k < d; k++) {
                largest = Math.max(largest, Math.abs(points.at(i, k)));
            }
            if (largest == 0) {
                throw new CouplingException(String.format(
                        Locale.ROOT,
                        "Row %d of the %s samples is zero, so it has no direction. Use coupling.cost: squared-euclidean, or"
                                + " remove such rows.",
                        i,
                        which));
            }
            double squares = 0;
            for (int k = 0; k < d; k++) {
                double scaled = points.at(i, k) / largest;
                squares += scaled * scaled;
            }
            double factor = 1 / Math.sqrt(squares);
            for (int k = 0; k < d; k++) {
                unit[i * d + k] = (float) (points.at(i, k) / largest * factor);
            }
        }
        return new Points(unit, points.count(), d);
    }
}
