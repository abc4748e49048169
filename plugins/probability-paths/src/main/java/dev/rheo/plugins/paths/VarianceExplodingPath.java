package dev.rheo.plugins.paths;

/** x_t = x1 + s x0: the datum stays as it is and drowns in noise, so sampling starts from N(0, s(0)² I). */
abstract class VarianceExplodingPath extends OneSidedPath {
    VarianceExplodingPath(double cutoff) {
        super(cutoff);
    }

    /** The inverse of {@link #s} in τ = 1 − t; any number for a standard deviation that the path does not have. */
    abstract double tauOf(double sigma);

    @Override
    public final double a(double t) {
        return 1;
    }

    @Override
    public final double da(double t) {
        return 0;
    }

    @Override
    public final double timeOfLogSnr(double logSnr) {
        return domain().clip(1 - tauOf(Math.exp(-logSnr / 2)));
    }
}
