package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;

/** A set of the plane: a unit shape, noise around it, then scale and shift. */
abstract class PlaneSet extends GeneratedSet {
    /** Where the noise is drawn, clear of the few numbers that a unit shape draws. */
    private static final int NOISE = 8;

    private final Plane plane;
    private final double noise;

    PlaneSet(String name, Plane plane, double noise, int classes, Preparation preparation) {
        super(name, plane.samples(), 2, classes, preparation);
        this.plane = plane;
        this.noise = noise;
    }

    /** Draws one point of the unit shape from dimensions 0 … 7 of the row; returns its arm. */
    abstract int unit(Draws draws, long row, double[] x);

    @Override
    final int draw(Draws draws, long row, double[] into) {
        int arm = unit(draws, row, into);
        for (int k = 0; k < 2; k++) {
            double jitter = noise == 0 ? 0 : noise * draws.gaussian(row, NOISE + k);
            into[k] = plane.scale() * (into[k] + jitter) + plane.shift();
        }
        return arm;
    }
}
