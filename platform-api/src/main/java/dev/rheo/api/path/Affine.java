package dev.rheo.api.path;

/**
 * A reading of a prediction at one time: {@code ofX · x + ofPrediction · prediction}. Every conversion between
 * predictions is one of these (MATH: eq. 2.1), so hosts, tensors and tests share the same two doubles.
 */
public record Affine(double ofX, double ofPrediction) {
    public static final Affine IDENTITY = new Affine(0, 1);

    /** This reading of what {@code inner} reads. */
    public Affine after(Affine inner) {
        return new Affine(ofX + ofPrediction * inner.ofX, ofPrediction * inner.ofPrediction);
    }

    public double apply(double x, double prediction) {
        return ofX * x + ofPrediction * prediction;
    }

    public boolean isFinite() {
        return Double.isFinite(ofX) && Double.isFinite(ofPrediction);
    }
}
