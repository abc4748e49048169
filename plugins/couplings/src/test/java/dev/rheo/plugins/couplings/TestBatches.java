package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;

/** Minibatches, each addressed by a seed. */
final class TestBatches {
    private TestBatches() {}

    /** Standard normal noise and another standard normal set, shifted by one in every dimension. */
    static CouplingBatch gaussians(int n, int dimension, long seed) {
        Points source = normal(n, dimension, seed, 0);
        Points target = normal(n, dimension, seed, n);
        for (int k = 0; k < target.values().length; k++) {
            target.values()[k] += 1;
        }
        return new CouplingBatch(source, target, null);
    }

    static Points normal(int n, int dimension, long seed, int firstRow) {
        float[] values = new float[n * dimension];
        new RandomStreams(seed).at("test", 0).gaussians(firstRow, n, dimension, values, 0);
        return new Points(values, n, dimension);
    }

    /** The toy of torchcfm at its scale: radius 5, two moons three times the usual size. */
    static CouplingBatch eightGaussiansToMoons(int n, long seed) {
        Draws draws = new RandomStreams(seed).at("toy", 0);
        Points source = normal(n, 2, seed, 0);
        Points target = normal(n, 2, seed, n);
        float[] x = source.values();
        float[] y = target.values();
        for (int i = 0; i < n; i++) {
            double direction = Math.PI / 4 * draws.integer(i, 0, 8);
            x[2 * i] = (float) (5 * Math.cos(direction) + Math.sqrt(0.1) * x[2 * i]);
            x[2 * i + 1] = (float) (5 * Math.sin(direction) + Math.sqrt(0.1) * x[2 * i + 1]);
            double along = Math.PI * draws.uniform(i, 1);
            boolean upper = draws.uniform(i, 2) < 0.5;
            double across = upper ? Math.cos(along) : 1 - Math.cos(along);
            double height = upper ? Math.sin(along) : 0.5 - Math.sin(along);
            y[2 * i] = (float) (3 * across - 1 + 0.6 * y[2 * i]);
            y[2 * i + 1] = (float) (3 * height - 1 + 0.6 * y[2 * i + 1]);
        }
        return new CouplingBatch(source, target, null);
    }

    /** A cost matrix of the given numbers. */
    static CostMatrix costs(int n, double... values) {
        CostMatrix cost = new CostMatrix();
        cost.fill(n, n, values);
        return cost;
    }

    /** The squared distances of a batch. */
    static CostMatrix costs(CouplingBatch batch) {
        CostMatrix cost = new CostMatrix();
        cost.fill(batch.source(), batch.target());
        return cost;
    }
}
