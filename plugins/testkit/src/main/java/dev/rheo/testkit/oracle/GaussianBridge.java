package dev.rheo.testkit.oracle;

import static dev.rheo.testkit.oracle.Matrices.combine;
import static dev.rheo.testkit.oracle.Matrices.identity;
import static dev.rheo.testkit.oracle.Matrices.inverse;
import static dev.rheo.testkit.oracle.Matrices.product;
import static dev.rheo.testkit.oracle.Matrices.root;

/**
 * The Schrödinger bridge between two normal laws, for Brownian motion of variance σ² t as reference: static plan, marginals and
 * fields in closed form. Matrices are new arrays, rows first.
 *
 * <p>Source: Janati et al. 2020, theorem 1; Bunne et al. 2023, theorem 3. The plan is the entropic one with regularisation
 * λ = 2σ², min E|x0 − x1|² + λ KL(π ‖ p0 ⊗ p1).
 *
 * @param squaredSigma σ²
 */
public record GaussianBridge(Gaussian source, Gaussian data, double squaredSigma) {
    /** Cov(x0, x1) of the entropic plan with regularisation λ; λ = 2σ² is the bridge's. */
    public double[][] crossCovariance(double lambda) {
        double noise = lambda / 2;
        double[][] a = source.covariance();
        double[][] rootA = root(a);
        int d = source.dimension();
        double[][] inner = product(product(rootA, data.covariance()), rootA);
        double[][] middle = root(combine(4, inner, noise * noise, identity(d)));
        return combine(0.5, product(product(rootA, middle), inverse(rootA)), -noise / 2, identity(d));
    }

    /** Cov(x0, x1) of the bridge. */
    public double[][] crossCovariance() {
        return crossCovariance(2 * squaredSigma);
    }

    /** Cov(x_t). */
    public double[][] covariance(double t) {
        double[][] cross = crossCovariance();
        double[][] ends = combine((1 - t) * (1 - t), source.covariance(), t * t, data.covariance());
        double[][] both = combine(1, cross, 1, transposed(cross));
        double[][] middle = combine(1, both, squaredSigma, identity(source.dimension()));
        return combine(1, ends, t * (1 - t), middle);
    }

    /** K_t of the drift K_t (x − mean) + m1 − m0 of the bridge's SDE, forwards; symmetric. */
    public double[][] drift(double t) {
        int d = source.dimension();
        double[][] pull = combine(1 - t, transposed(crossCovariance()), t, data.covariance());
        double[][] towards = product(pull, inverse(covariance(t)));
        return combine(1 / (1 - t), towards, -1 / (1 - t), identity(d));
    }

    /** U_t of the velocity U_t (x − mean) + m1 − m0 of the flow with the bridge's marginals. */
    public double[][] velocity(double t) {
        return combine(1, drift(t), squaredSigma / 2, inverse(covariance(t)));
    }

    private static double[][] transposed(double[][] a) {
        double[][] b = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                b[j][i] = a[i][j];
            }
        }
        return b;
    }
}
