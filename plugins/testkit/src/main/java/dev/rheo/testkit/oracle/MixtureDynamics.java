package dev.rheo.testkit.oracle;

import static dev.rheo.testkit.oracle.Matrices.combine;
import static dev.rheo.testkit.oracle.Matrices.product;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A perfectly trained model: the exact views of a Gaussian path between independent mixtures, on arrays of shape
 * (rows, dimension). The formulas are those of {@link AffineMarginal}, in the state's own precision. Thread-safe.
 */
public final class MixtureDynamics implements Dynamics {
    private final GaussianPath path;
    private final GaussianMixture source;
    private final GaussianMixture data;

    /** @param source of a two-sided path; N(0, I) on a one-sided one, where it is the noise */
    public MixtureDynamics(GaussianPath path, GaussianMixture source, GaussianMixture data) {
        this.path = path;
        this.source = source;
        this.data = data;
    }

    /** From N(0, I). */
    public MixtureDynamics(GaussianPath path, GaussianMixture data) {
        this(path, GaussianMixture.of(Gaussian.standard(data.dimension())), data);
    }

    @Override
    public Field velocity() {
        return (x, t) -> {
            double ofNoise = path.oneSided() ? 0 : path.ds(t);
            return at(t).expect(x, path.da(t), path.dn(t), ofNoise, 0);
        };
    }

    @Override
    public Optional<Field> score() {
        return path.oneSided() ? Optional.of((x, t) -> at(t).expect(x, 0, 0, 0, -1)) : Optional.empty();
    }

    @Override
    public Optional<Field> denoised() {
        return path.noisy() ? Optional.empty() : Optional.of((x, t) -> at(t).expect(x, 1, 0, 0, 0));
    }

    @Override
    public Optional<GaussianPath> path() {
        return Optional.of(path);
    }

    private Marginal at(double t) {
        return new Marginal(source, data, path.a(t), path.n(t), path.oneSided() ? 0 : path.s(t));
    }

    /** A pair of components: the law of x that it gives, and what it expects x1, x0 to be. */
    private record Pair(double logScale, double[] mean, double[][] precision, Gaussian source, Gaussian data) {}

    private static final class Marginal {
        private final double a;
        private final double b;
        private final double s;
        private final List<Pair> pairs = new ArrayList<>();

        Marginal(GaussianMixture source, GaussianMixture data, double a, double b, double s) {
            this.a = a;
            this.b = b;
            this.s = s;
            for (int j = 0; j < source.weights().length; j++) {
                for (int k = 0; k < data.weights().length; k++) {
                    add(
                            source.weights()[j] * data.weights()[k],
                            source.components().get(j),
                            data.components().get(k));
                }
            }
        }

        private void add(double weight, Gaussian x0, Gaussian x1) {
            double[] mean = combine(b, x0.mean(), a, x1.mean());
            double[][] covariance = combine(
                    1, combine(b * b, x0.covariance(), a * a, x1.covariance()), s * s, Matrices.identity(mean.length));
            double logScale = Math.log(weight);
            double[][] lower = Matrices.cholesky(covariance);
            for (int i = 0; i < mean.length; i++) {
                logScale -= Math.log(lower[i][i]);
            }
            pairs.add(new Pair(logScale, mean, Matrices.inverse(covariance), x0, x1));
        }

        /** α E[x1 | x] + β E[x0 | x] + γ E[ε | x] + κ E[C⁻¹ (x − mean) | x]. */
        NDArray expect(NDArray x, double alpha, double beta, double gamma, double kappa) {
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray sum = part(scratch, x, pairs.get(0), alpha, beta, gamma, kappa);
                if (pairs.size() > 1) {
                    NDList shares = shares(scratch, x).split(pairs.size(), 1);
                    sum.muli(shares.get(0));
                    for (int i = 1; i < pairs.size(); i++) {
                        NDArray part = part(scratch, x, pairs.get(i), alpha, beta, gamma, kappa);
                        sum.addi(part.muli(shares.get(i)));
                    }
                }
                sum.attach(x.getManager());
                return sum;
            }
        }

        private NDArray shares(NDManager scratch, NDArray x) {
            NDList logits = new NDList();
            for (Pair pair : pairs) {
                NDArray centred = centred(scratch, x, pair);
                NDArray whitened = centred.matMul(matrix(scratch, x, pair.precision));
                logits.add(whitened.muli(centred)
                        .sum(new int[] {1}, true)
                        .muli(-0.5)
                        .addi(pair.logScale));
            }
            return NDArrays.concat(logits, 1).softmax(1);
        }

        private NDArray part(
                NDManager scratch, NDArray x, Pair pair, double alpha, double beta, double gamma, double kappa) {
            double[][] gain = combine(
                    1,
                    combine(alpha * a, pair.data.covariance(), beta * b, pair.source.covariance()),
                    gamma * s + kappa,
                    Matrices.identity(pair.mean.length));
            double[] offset = combine(alpha, pair.data.mean(), beta, pair.source.mean());
            // Rows are states, so the symmetric product C⁻¹ G stands on their right.
            return centred(scratch, x, pair)
                    .matMul(matrix(scratch, x, product(pair.precision, gain)))
                    .addi(vector(scratch, x, offset));
        }

        private static NDArray centred(NDManager scratch, NDArray x, Pair pair) {
            NDArray centred = x.sub(vector(scratch, x, pair.mean));
            centred.attach(scratch);
            return centred;
        }

        private static NDArray vector(NDManager scratch, NDArray like, double[] values) {
            return typed(scratch.create(values, new Shape(1, values.length)), like);
        }

        private static NDArray matrix(NDManager scratch, NDArray like, double[][] rows) {
            double[] flat = new double[rows.length * rows.length];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, flat, i * rows.length, rows.length);
            }
            return typed(scratch.create(flat, new Shape(rows.length, rows.length)), like);
        }

        private static NDArray typed(NDArray array, NDArray like) {
            return like.getDataType() == DataType.FLOAT64 ? array : array.toType(like.getDataType(), false);
        }
    }
}
