package dev.rheo.api.sample;

import java.util.List;

/**
 * The state inside a step of a Runge–Kutta method: x(t + θh) ≈ x + h Σ bᵢ(θ) kᵢ for 0 ≤ θ ≤ 1, with polynomials
 * bᵢ(θ) = Σⱼ wᵢⱼ θ^(j+1) that become the method's weights at θ = 1.
 *
 * @param order of the states between the steps
 * @param weights row i has the coefficients of θ, θ², … of stage i; all rows are equally long
 */
public record Interpolant(int order, List<List<Double>> weights) {
    public Interpolant(int order, List<List<Double>> weights) {
        if (weights.isEmpty()
                || weights.stream().anyMatch(row -> row.size() != weights.get(0).size())) {
            throw new IllegalArgumentException("an interpolant has a row for every stage, all equally long");
        }
        this.order = order;
        this.weights = weights.stream().map(List::copyOf).toList();
    }

    /** bᵢ(θ) of every stage. */
    public List<Double> at(double theta) {
        return weights.stream().map(row -> polynomial(row, theta)).toList();
    }

    private static double polynomial(List<Double> row, double theta) {
        double value = 0;
        for (int j = row.size() - 1; j >= 0; j--) {
            value = (value + row.get(j)) * theta;
        }
        return value;
    }
}
