package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.random.Normal;

/** −log of what a Gaussian around the expected datum gives to the datum itself, number by number. */
interface Decoder {
    /**
     * In nats and original units.
     *
     * @param row of the datum
     * @param index of the number in it
     * @param value of the datum, in training units
     * @param mean of the Gaussian, in training units
     * @param logVariance of the Gaussian, in training units
     */
    double cost(int row, int index, double value, double mean, double logVariance);

    /** The density. */
    static Decoder ofDensity(double[] units) {
        double half = Math.log(2 * Math.PI) / 2;
        return (row, index, value, mean, logVariance) -> {
            double error = value - mean;
            return half + (logVariance + error * error * Math.exp(-logVariance)) / 2 + Math.log(units[index]);
        };
    }

    /** The probability of the cell of width {@code step}, open where the data ends. */
    static Decoder ofCells(Evaluation evaluation, Rows rows, double[] units, double step) {
        float[] original = rows.points().values();
        double least =
                Math.min(least(original), least(evaluation.training().points().values()));
        double most =
                Math.max(most(original), most(evaluation.training().points().values()));
        return (row, index, value, mean, logVariance) -> {
            double here = original[row * units.length + index];
            double half = step / 2 / units[index];
            double deviation = Math.exp(logVariance / 2);
            double lower = here < least + step / 2 ? Double.NEGATIVE_INFINITY : (value - half - mean) / deviation;
            double upper = here > most - step / 2 ? Double.POSITIVE_INFINITY : (value + half - mean) / deviation;
            return -Math.log(Math.max(Double.MIN_NORMAL, between(lower, upper)));
        };
    }

    /** Φ(upper) − Φ(lower), in the tail where both are small. */
    static double between(double lower, double upper) {
        return lower > 0 ? below(-lower) - below(-upper) : below(upper) - below(lower);
    }

    private static double below(double x) {
        return Double.isInfinite(x) ? (x > 0 ? 1 : 0) : Normal.cumulative(x);
    }

    private static double least(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double most(float[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
