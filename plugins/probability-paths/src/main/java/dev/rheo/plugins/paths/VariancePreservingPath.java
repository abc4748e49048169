package dev.rheo.plugins.paths;

/** A path on the unit circle, a² + s² = 1; with D = a' s − a s' the speed along it, a' = D s and s' = −D a. */
abstract class VariancePreservingPath extends OneSidedPath {
    VariancePreservingPath(double cutoff) {
        super(cutoff);
    }

    @Override
    public abstract double wronskian(double t);

    @Override
    public final double da(double t) {
        return wronskian(t) * s(t);
    }

    @Override
    public final double ds(double t) {
        return -wronskian(t) * a(t);
    }
}
