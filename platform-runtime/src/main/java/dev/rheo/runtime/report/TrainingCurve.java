package dev.rheo.runtime.report;

/**
 * Training by step, as columns of equal length; a column that was not recorded is empty.
 *
 * @param steps strictly increasing
 * @param loss as minimised; non-finite values leave a gap
 * @param gradientNorm Euclidean, before clipping
 * @param learningRate in force at the step
 * @param stepsPerSecond over the recording interval
 */
public record TrainingCurve(
        long[] steps, double[] loss, double[] gradientNorm, double[] learningRate, double[] stepsPerSecond) {
    public TrainingCurve {
        require("loss", loss, steps.length);
        require("gradientNorm", gradientNorm, steps.length);
        require("learningRate", learningRate, steps.length);
        require("stepsPerSecond", stepsPerSecond, steps.length);
    }

    /** The curve of a run that was not trained. */
    public static TrainingCurve none() {
        double[] nothing = {};
        return new TrainingCurve(new long[0], nothing, nothing, nothing, nothing);
    }

    private static void require(String column, double[] values, int length) {
        if (values.length != 0 && values.length != length) {
            throw new IllegalArgumentException(column + " has " + values.length + " values for " + length + " steps");
        }
    }
}
