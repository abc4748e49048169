package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;

/** A perceptron trained on the cross-entropy. */
final class Classifier {
    private final Standardisation inputs;
    private final Perceptron perceptron;

    private Classifier(Standardisation inputs, Perceptron perceptron) {
        this.inputs = inputs;
        this.perceptron = perceptron;
    }

    static Classifier train(Points rows, int[] labels, int classes, int width, int steps, Draws draws) {
        Standardisation inputs = Standardisation.of(rows);
        Perceptron perceptron = Perceptron.train(
                inputs.apply(rows),
                classes,
                (row, output, batch) -> softmaxGradient(output, labels[row], batch),
                width,
                steps,
                draws);
        return new Classifier(inputs, perceptron);
    }

    double accuracy(Points rows, int[] labels) {
        Points x = inputs.apply(rows);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (largest(perceptron.output(x, i)) == labels[i]) {
                right++;
            }
        }
        return (double) right / labels.length;
    }

    /** The hidden units, as features of rows. */
    Features features() {
        return new Features("classifier", Features.hash(perceptron.parameters()), this::hidden);
    }

    private Points hidden(Points rows) {
        Points x = inputs.apply(rows);
        float[][] units = new float[rows.count()][];
        for (int i = 0; i < units.length; i++) {
            units[i] = perceptron.hidden(x, i).clone();
        }
        int width = units[0].length;
        float[] values = new float[units.length * width];
        for (int i = 0; i < units.length; i++) {
            System.arraycopy(units[i], 0, values, i * width, width);
        }
        return new Points(values, units.length, width);
    }

    private static int largest(float[] output) {
        int best = 0;
        for (int k = 1; k < output.length; k++) {
            if (output[k] > output[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Turns the logits into the gradient of the mean cross-entropy. */
    private static void softmaxGradient(float[] output, int label, int batch) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : output) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int k = 0; k < output.length; k++) {
            output[k] = (float) Math.exp(output[k] - largest);
            sum += output[k];
        }
        for (int k = 0; k < output.length; k++) {
            output[k] = (float) ((output[k] / sum - (k == label ? 1 : 0)) / batch);
        }
    }
}
