package dev.rheo.runtime.report;

import java.util.Arrays;
import java.util.Locale;

/** The training curve made ready to draw: at most {@value #LIMIT} points, each the mean of neighbouring records. */
final class CurveTable {
    private static final int LIMIT = 1500;

    private final int group;
    private final int records;
    private final double[] steps;
    private final double[] loss;
    private final double[] gradientNorm;
    private final double[] learningRate;
    private final double[] stepsPerSecond;

    CurveTable(TrainingCurve curve) {
        this.records = curve.loss().length;
        this.group = Math.max(1, (records + LIMIT - 1) / LIMIT);
        double[] all = Arrays.stream(curve.steps()).asDoubleStream().toArray();
        this.steps = grouped(records == 0 ? new double[0] : all);
        this.loss = grouped(curve.loss());
        this.gradientNorm = grouped(curve.gradientNorm());
        this.learningRate = grouped(curve.learningRate());
        this.stepsPerSecond = grouped(curve.stepsPerSecond());
    }

    boolean isEmpty() {
        return records == 0;
    }

    double[] steps() {
        return steps;
    }

    double[] loss() {
        return loss;
    }

    /** Mean over neighbours on both sides, nearer ones where the curve is young and steep; gaps stay gaps. */
    double[] smoothLoss() {
        double[] smooth = new double[loss.length];
        for (int i = 0; i < loss.length; i++) {
            int reach = Math.max(2, Math.min(i / 6, loss.length / 50));
            double mean = Arrays.stream(loss, Math.max(0, i - reach), Math.min(loss.length, i + reach + 1))
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
            smooth[i] = Double.isFinite(loss[i]) ? mean : Double.NaN;
        }
        return smooth;
    }

    /** Shows all but the highest half percent of the losses. */
    Range lossRange() {
        double[] finite = Arrays.stream(loss).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new Range(0, 1);
        }
        double high = finite[(int) (0.995 * (finite.length - 1))];
        return Range.spanning(Math.min(0, finite[0]), Math.max(high, 1e-9)).padded(0.02);
    }

    /** Mean of the last twentieth of the finite losses; NaN if there are none. */
    double finalLoss() {
        double[] finite = Arrays.stream(loss).filter(Double::isFinite).toArray();
        int tail = Math.max(1, finite.length / 20);
        return Arrays.stream(finite)
                .skip(Math.max(0, finite.length - tail))
                .average()
                .orElse(Double.NaN);
    }

    String caption() {
        return "Loss as minimised, by step; thin as recorded, thick a moving average."
                + (group > 1
                        ? " Each point is the mean of " + group + " of " + Numbers.count(records) + " records."
                        : "");
    }

    /** Columns for the page's script: only numbers and nulls, so nothing to escape. */
    String json() {
        return "{\"step\":" + column(steps) + ",\"loss\":" + column(loss) + ",\"smooth\":" + column(smoothLoss())
                + ",\"gradientNorm\":" + column(gradientNorm) + ",\"learningRate\":" + column(learningRate)
                + ",\"stepsPerSecond\":" + column(stepsPerSecond) + "}";
    }

    private static String column(double[] values) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ",");
            json.append(
                    Double.isFinite(values[i])
                            ? Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.5e", values[i])))
                            : "null");
        }
        return json.append("]").toString();
    }

    private double[] grouped(double[] values) {
        double[] means = new double[(values.length + group - 1) / group];
        for (int i = 0; i < means.length; i++) {
            int from = i * group;
            int to = Math.min(values.length, from + group);
            means[i] = Arrays.stream(values, from, to)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
        }
        return means;
    }
}
