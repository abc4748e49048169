package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.DifferentiableField.Pullback;
import dev.rheo.runtime.engine.HostArrays;
import java.util.ArrayList;
import java.util.List;

/**
 * ∇·f = tr ∂f/∂x by vector–Jacobian products vᵀ (∂f/∂x) w, each row with vectors of its own: the unit vectors for the exact
 * trace, else random probes v = w, whose mean it is (Hutchinson). Vectors are fixed for a whole solve, so that what is
 * integrated is smooth in time.
 */
final class Trace {
    private final List<Probe> probes;
    private final double share;

    private Trace(List<Probe> probes, double share) {
        this.probes = probes;
        this.share = share;
    }

    /**
     * @param cotangent of the shape of the state
     * @param flat the same, (n x d)
     */
    private record Probe(NDArray cotangent, NDArray flat) {}

    /**
     * For one batch.
     *
     * @param memory owns the vectors; lives as long as the solve
     * @param state (n x sample)
     * @param firstRow number of the batch's first row, by which probes are drawn
     */
    static Trace of(Divergence divergence, NDManager memory, Shape state, RandomStreams random, long firstRow) {
        int n = (int) state.get(0);
        int d = (int) (state.size() / n);
        List<Probe> probes = new ArrayList<>();
        if (d <= divergence.exactUpTo()) {
            NDArray units = memory.eye(d);
            for (int k = 0; k < d; k++) {
                NDArray flat = units.get(k).reshape(1, d).broadcast(new Shape(n, d));
                probes.add(new Probe(flat.reshape(state), flat));
            }
            return new Trace(probes, 1);
        }
        for (int j = 0; j < divergence.probes(); j++) {
            float[] values = probe(divergence.probe(), random.at("likelihood-probe", j), firstRow, n, d);
            NDArray flat = HostArrays.floats(memory, values, new Shape(n, d));
            probes.add(new Probe(flat.reshape(state), flat));
        }
        return new Trace(probes, 1.0 / divergence.probes());
    }

    private static float[] probe(Divergence.Probe kind, Draws draws, long firstRow, int n, int d) {
        float[] values = new float[n * d];
        switch (kind) {
            case GAUSSIAN -> draws.gaussians(firstRow, n, d, values, 0);
            case RADEMACHER -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = draws.bits(firstRow + i / d, i % d) < 0 ? -1 : 1;
                }
            }
        }
        return values;
    }

    /**
     * f(x, t) and its divergence, as one array (n x (d + 1)).
     *
     * @param x (n x sample); owns what is left behind
     */
    NDArray beside(DifferentiableField field, NDArray x, double t) {
        Pullback first = field.pullback(x, t, probes.get(0).cotangent());
        NDArray trace = product(first, probes.get(0));
        for (Probe probe : probes.subList(1, probes.size())) {
            Pullback next = field.pullback(x, t, probe.cotangent());
            next.value().close();
            try (NDArray part = product(next, probe)) {
                trace.addi(part);
            }
        }
        return first.value().reshape(trace.getShape().get(0), -1).concat(trace.muli(share), 1);
    }

    /** vᵀ J w of each row, (n x 1). */
    private static NDArray product(Pullback pullback, Probe probe) {
        try (NDArray product = pullback.product();
                NDArray flat = product.reshape(probe.flat().getShape());
                NDArray terms = flat.mul(probe.flat())) {
            return terms.sum(new int[] {1}, true);
        }
    }
}
