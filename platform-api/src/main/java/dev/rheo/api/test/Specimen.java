package dev.rheo.api.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled graph on host arrays. Inputs and parameters are given by name, row-major; parameters carry the names of the
 * network's graph. Not thread-safe.
 */
public interface Specimen extends AutoCloseable {
    /** The graph's outputs, row-major. Whole numbers are given as doubles. */
    List<double[]> run(Map<String, double[]> values, int batch);

    /**
     * d (Σᵢ wᵢ·outputᵢ) / d value for the inputs and parameters named, by the compiler's own reverse mode or by
     * torch.autograd. The weights w are fixed numbers, the same for both, so that every element counts differently;
     * for a single number the weight is 1. Sums over all floating outputs.
     *
     * @throws UnsupportedOperationException own reverse mode, and the graph has an operation without rule
     */
    Map<String, double[]> gradient(Differentiation by, Map<String, double[]> values, int batch, List<String> wrt);

    /** Whether the compiler can differentiate this graph itself. */
    boolean hasOwnDerivative();

    @Override
    void close();

    /** Who differentiates. */
    enum Differentiation {
        OWN,
        TORCH_AUTOGRAD
    }

    /**
     * Central differences of the first output, which must be one number, with respect to one input or parameter.
     *
     * @param h step; 1e-5 suits float64
     */
    default double[] finiteDifferences(Map<String, double[]> values, int batch, String wrt, double h) {
        Map<String, double[]> moved = new LinkedHashMap<>(values);
        double[] at = java.util.Objects.requireNonNull(values.get(wrt), wrt);
        double[] result = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] copy = at.clone();
            moved.put(wrt, copy);
            copy[i] = at[i] + h;
            double above = run(moved, batch).get(0)[0];
            copy[i] = at[i] - h;
            result[i] = (above - run(moved, batch).get(0)[0]) / (2 * h);
        }
        return result;
    }
}
