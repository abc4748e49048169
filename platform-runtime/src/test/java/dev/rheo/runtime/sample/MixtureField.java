package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.DifferentiableField;
import java.util.Arrays;

/**
 * The exact field of Σ w_k N(μ_k, v_k I) on a one-sided path, and its derivative, in float64: with C_k = a² v_k + s²,
 * u = Σ r_k u_k, u_k = a' μ_k + (a a' v_k + s s') (x − a μ_k) / C_k, ∂r_k = r_k (g_k − Σ r_j g_j), g_k = −(x − a μ_k) / C_k.
 */
record MixtureField(GaussianPath path, double[] weights, double[][] means, double[] variances)
        implements DifferentiableField {
    /** Unequal and overlapping, so that no symmetry hides a mistake. */
    static MixtureField plane(GaussianPath path) {
        return new MixtureField(
                path, new double[] {0.5, 0.3, 0.2}, new double[][] {{1.5, 0.5}, {-1, 1.2}, {0.2, -1.6}}, new double[] {
                    0.3, 0.15, 0.4
                });
    }

    private record At(double[] velocity, double[] product) {}

    @Override
    public NDArray at(NDArray x, double t) {
        return x.getManager().create(values(x, t, null, false), x.getShape());
    }

    @Override
    public Pullback pullback(NDArray x, double t, NDArray cotangent) {
        float[] w = cotangent.toFloatArray();
        return new Pullback(at(x, t), x.getManager().create(values(x, t, w, true), x.getShape()));
    }

    private float[] values(NDArray x, double t, float[] w, boolean product) {
        float[] states = x.toFloatArray();
        int d = means[0].length;
        float[] all = new float[states.length];
        for (int row = 0; row < states.length / d; row++) {
            double[] state = new double[d];
            double[] weight = new double[d];
            for (int k = 0; k < d; k++) {
                state[k] = states[row * d + k];
                weight[k] = product ? w[row * d + k] : 0;
            }
            At at = at(state, t, weight);
            double[] result = product ? at.product : at.velocity;
            for (int k = 0; k < d; k++) {
                all[row * d + k] = (float) result[k];
            }
        }
        return all;
    }

    private At at(double[] x, double t, double[] w) {
        int d = x.length;
        double a = path.a(t);
        double s = path.s(t);
        double[] share = shares(x, a, s);
        double[] velocity = new double[d];
        double[] score = new double[d];
        double[] product = new double[d];
        double stretch = 0;
        for (int k = 0; k < share.length; k++) {
            double c = a * a * variances[k] + s * s;
            double m = (a * path.da(t) * variances[k] + s * path.ds(t)) / c;
            stretch += share[k] * m;
            for (int i = 0; i < d; i++) {
                double gap = x[i] - a * means[k][i];
                velocity[i] += share[k] * (path.da(t) * means[k][i] + m * gap);
                score[i] -= share[k] * gap / c;
            }
        }
        for (int k = 0; k < share.length; k++) {
            double c = a * a * variances[k] + s * s;
            double m = (a * path.da(t) * variances[k] + s * path.ds(t)) / c;
            double along = 0;
            for (int i = 0; i < d; i++) {
                along += w[i] * (path.da(t) * means[k][i] + m * (x[i] - a * means[k][i]));
            }
            for (int i = 0; i < d; i++) {
                product[i] += share[k] * along * (-(x[i] - a * means[k][i]) / c - score[i]);
            }
        }
        for (int i = 0; i < d; i++) {
            product[i] += stretch * w[i];
        }
        return new At(velocity, product);
    }

    private double[] shares(double[] x, double a, double s) {
        double[] logs = logs(x, a, s);
        double top = Arrays.stream(logs).max().orElseThrow();
        double[] shares = Arrays.stream(logs).map(l -> Math.exp(l - top)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private double[] logs(double[] x, double a, double s) {
        double[] logs = new double[weights.length];
        for (int k = 0; k < logs.length; k++) {
            double c = a * a * variances[k] + s * s;
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                square += (x[i] - a * means[k][i]) * (x[i] - a * means[k][i]);
            }
            logs[k] = Math.log(weights[k]) - 0.5 * (square / c + x.length * Math.log(2 * Math.PI * c));
        }
        return logs;
    }

    /** log p of the data. */
    double logDensity(double... x) {
        double[] logs = logs(x, 1, 0);
        double top = Arrays.stream(logs).max().orElseThrow();
        return top + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - top)).sum());
    }
}
