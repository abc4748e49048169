package dev.rheo.testkit.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rooted tree. A Runge–Kutta method has order p exactly if Σ bᵢ Φᵢ(t) = 1/γ(t) for every tree t of at most p vertices
 * (Butcher 1963; Hairer, Nørsett, Wanner: Solving ODEs I, II.2).
 *
 * @param vertices how many there are
 * @param children the trees that remain when the root is taken away
 */
record RootedTree(int vertices, List<RootedTree> children) {
    private static final RootedTree LEAF = new RootedTree(1, List.of());

    /** All trees of this many vertices: 1, 1, 2, 4, 9 … */
    static List<RootedTree> of(int vertices) {
        if (vertices == 1) {
            return List.of(LEAF);
        }
        List<RootedTree> smaller = new ArrayList<>();
        for (int n = 1; n < vertices; n++) {
            smaller.addAll(of(n));
        }
        List<RootedTree> trees = new ArrayList<>();
        collect(vertices - 1, 0, smaller, List.of(), trees);
        return trees;
    }

    /** Forests of {@code left} vertices, in ascending order so that none occurs twice. */
    private static void collect(
            int left, int from, List<RootedTree> smaller, List<RootedTree> forest, List<RootedTree> into) {
        if (left == 0) {
            int vertices = 1 + forest.stream().mapToInt(RootedTree::vertices).sum();
            into.add(new RootedTree(vertices, forest));
            return;
        }
        for (int i = from; i < smaller.size(); i++) {
            RootedTree next = smaller.get(i);
            if (next.vertices <= left) {
                List<RootedTree> longer = new ArrayList<>(forest);
                longer.add(next);
                collect(left - next.vertices, i, smaller, List.copyOf(longer), into);
            }
        }
    }

    /** γ. */
    double density() {
        return children.stream().mapToDouble(RootedTree::density).reduce(vertices, (x, y) -> x * y);
    }

    /** Φᵢ, the product over the children of Σⱼ aᵢⱼ Φⱼ. */
    double[] weights(List<List<Double>> a) {
        double[] product = new double[a.size()];
        Arrays.fill(product, 1);
        for (RootedTree child : children) {
            double[] inner = child.weights(a);
            for (int i = 0; i < product.length; i++) {
                double sum = 0;
                for (int j = 0; j < i; j++) {
                    sum += a.get(i).get(j) * inner[j];
                }
                product[i] *= sum;
            }
        }
        return product;
    }

    /** Σ bᵢ Φᵢ − 1/γ. */
    double defect(List<List<Double>> a, List<Double> b) {
        return defect(a, b, 1);
    }

    /** Σ bᵢ Φᵢ − θ^n/γ for the weights b of the state at the part θ of a step. */
    double defect(List<List<Double>> a, List<Double> b, double theta) {
        double[] weights = weights(a);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += b.get(i) * weights[i];
        }
        return sum - Math.pow(theta, vertices) / density();
    }
}
