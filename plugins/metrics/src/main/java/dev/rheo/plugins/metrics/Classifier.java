package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;

/**
 * A multilayer perceptron with one hidden layer (ReLU), trained by Adam on the cross-entropy. Deterministic: initial
 * weights and the order of rows come from addressed draws.
 */
final class Classifier {
    private static final int BATCH = 64;
    private static final double LEARNING_RATE = 2e-3;
    private static final double WEIGHT_DECAY = 1e-4;

    private final Standardisation inputs;
    private final Layer first;
    private final Layer second;
    private final float[] hidden;
    private final float[] hiddenGradient;
    private final float[] output;

    private Classifier(Points rows, int classes, int width, Draws draws) {
        inputs = Standardisation.of(rows);
        first = new Layer(rows.dimension(), width, draws, 0);
        second = new Layer(width, classes, draws, 1);
        hidden = new float[width];
        hiddenGradient = new float[width];
        output = new float[classes];
    }

    static Classifier train(Points rows, int[] labels, int classes, int width, int steps, Draws draws) {
        Classifier classifier = new Classifier(rows, classes, width, draws);
        Points x = classifier.inputs.apply(rows);
        int[] order = new int[rows.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int batch = Math.min(BATCH, order.length);
        int batches = (order.length + batch - 1) / batch;
        for (int step = 0; step < steps; step++) {
            if (step % batches == 0) {
                shuffle(order, draws, step / batches);
            }
            double rate = LEARNING_RATE * (1 - (double) step / steps);
            classifier.step(x, labels, order, step % batches * batch, batch, rate);
        }
        return classifier;
    }

    double accuracy(Points rows, int[] labels) {
        Points x = inputs.apply(rows);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (predict(x, i) == labels[i]) {
                right++;
            }
        }
        return (double) right / labels.length;
    }

    private int predict(Points x, int row) {
        forward(x, row);
        int best = 0;
        for (int k = 1; k < output.length; k++) {
            if (output[k] > output[best]) {
                best = k;
            }
        }
        return best;
    }

    private void forward(Points x, int row) {
        first.forward(x.values(), row * x.dimension(), hidden);
        for (int h = 0; h < hidden.length; h++) {
            hidden[h] = Math.max(0, hidden[h]);
        }
        second.forward(hidden, 0, output);
    }

    /** One step on {@code batch} rows from {@code from} of the order, wrapping around its end. */
    private void step(Points x, int[] labels, int[] order, int from, int batch, double rate) {
        for (int i = 0; i < batch; i++) {
            int row = order[(from + i) % order.length];
            forward(x, row);
            softmaxGradient(labels[row], batch);
            second.backward(hidden, 0, output);
            second.inputGradient(output, hiddenGradient);
            for (int h = 0; h < hidden.length; h++) {
                hiddenGradient[h] = hidden[h] > 0 ? hiddenGradient[h] : 0;
            }
            first.backward(x.values(), row * x.dimension(), hiddenGradient);
        }
        first.update(rate, WEIGHT_DECAY);
        second.update(rate, WEIGHT_DECAY);
    }

    /** Turns the logits into the gradient of the mean cross-entropy. */
    private void softmaxGradient(int label, int batch) {
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

    private static void shuffle(int[] order, Draws draws, int epoch) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = draws.integer(2 + (long) epoch, i, i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
