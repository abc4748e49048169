package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.random.Draws;
import dev.rheo.plugins.metrics.VariationalBound.Config;
import dev.rheo.plugins.metrics.VariationalBound.Variance;
import java.util.Arrays;

/** The parts of a variational bound, means over rows in nats, and the standard error of their sum. */
record BoundTerms(double prior, double steps, double decoder, double error, int count, int dimension) {
    double total() {
        return prior + steps + decoder;
    }

    static BoundTerms of(DenoisingModel model, Rows rows, Config config, Decoder decoder, Draws draws) {
        return new Walk(model, rows, config, decoder, draws).terms();
    }

    private static double[] times(GaussianPath path, int steps) {
        double[] grid = path.gridTimes();
        if (grid.length > 0) {
            return grid;
        }
        double[] even = new double[steps];
        Arrays.setAll(even, i -> path.domain().from() + i * path.domain().length() / steps);
        return even;
    }

    /** From noise to data, one state of every row drawn at each time. */
    private static final class Walk {
        private final DenoisingModel model;
        private final GaussianPath path;
        private final Config config;
        private final Decoder decoder;
        private final Draws draws;
        private final Rows rows;
        private final Points data;
        private final double[] times;
        private final double[] sums;

        Walk(DenoisingModel model, Rows rows, Config config, Decoder decoder, Draws draws) {
            this.model = model;
            this.path = model.path();
            this.config = config;
            this.decoder = decoder;
            this.draws = draws;
            this.rows = rows;
            this.data = model.trained(rows);
            this.times = times(path, config.steps());
            this.sums = new double[data.count()];
        }

        BoundTerms terms() {
            double prior = prior();
            double before = prior;
            double logSmall = Double.NaN;
            for (int i = 0; i + 1 < times.length; i++) {
                Transition step = Transition.of(path, times[i], times[i + 1]);
                logSmall = 2 * Math.log(step.posterior());
                add(i, step, logSmall);
            }
            double steps = mean() - before;
            before = mean();
            int last = times.length - 1;
            Transition step = new Transition(path.a(times[last]), path.n(times[last]), 1, 0);
            add(last, step, logSmall);
            double total = mean();
            if (!Double.isFinite(total)) {
                throw new MetricException("the bound is not finite at some held-out row");
            }
            return new BoundTerms(prior, steps, total - before, error(total), data.count(), data.dimension());
        }

        /** KL(N(a x1, n² I) ‖ N(0, n² I)): sampling begins with noise of the scale that the path begins with. */
        private double prior() {
            double ratio = path.a(times[0]) / path.n(times[0]);
            for (int k = 0; k < data.values().length; k++) {
                double mean = ratio * data.values()[k];
                sums[k / data.dimension()] += mean * mean / 2;
            }
            return mean();
        }

        private void add(int index, Transition step, double logSmall) {
            int d = data.dimension();
            float[] x1 = data.values();
            float[] state = new float[x1.length];
            for (int k = 0; k < state.length; k++) {
                state[k] = (float) (step.a() * x1[k] + step.n() * draws.gaussian(k / d, index * d + k % d));
            }
            Points at = new Points(state, data.count(), d);
            float[] expected = model.denoised(at, times[index], rows).values();
            float[] share = share(at, times[index]);
            double logLarge = 2 * Math.log(step.ofNormalData());
            double ofDatum = step.ofData(step.kappa());
            for (int k = 0; k < state.length; k++) {
                double logVariance = logSmall + share[k] * (logLarge - logSmall);
                double error = ofDatum * (x1[k] - expected[k]);
                sums[k / d] += step.nTo() == 0
                        ? decoder.cost(k / d, k % d, x1[k], expected[k], logVariance)
                        : (logVariance - logSmall - 1 + (Math.exp(logSmall) + error * error) * Math.exp(-logVariance))
                                / 2;
            }
        }

        /** Where the variance lies, see {@link DenoisingModel#varianceShare}. */
        private float[] share(Points at, double t) {
            float[] share = new float[at.values().length];
            if (config.variance() == Variance.MODEL) {
                return model.varianceShare(at, t, rows).map(Points::values).orElse(share);
            }
            Arrays.fill(share, config.variance() == Variance.FIXED_LARGE ? 1 : 0);
            return share;
        }

        private double mean() {
            return Arrays.stream(sums).average().orElseThrow();
        }

        private double error(double mean) {
            double squares =
                    Arrays.stream(sums).map(sum -> (sum - mean) * (sum - mean)).sum();
            return Math.sqrt(squares / (sums.length - 1) / sums.length);
        }
    }
}
