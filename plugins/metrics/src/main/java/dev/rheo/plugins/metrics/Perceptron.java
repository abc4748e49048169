package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;

/**
 * A multilayer perceptron with one hidden layer (ReLU), trained by Adam. Deterministic: initial weights and the order of rows
 * come from addressed draws.
 */
final class Perceptron {
    private static final int BATCH = 64;
    private static final double LEARNING_RATE = 2e-3;
    private static final double WEIGHT_DECAY = 1e-4;

    private final Layer first;
    private final Layer second;
    private final float[] hidden;
    private final float[] hiddenGradient;
    private final float[] output;

    /** Turns the output for a row into the gradient of its share of the mean loss. */
    @FunctionalInterface
    interface Loss {
        void gradient(int row, float[] output, int batch);
    }

    private Perceptron(int inputs, int outputs, int width, Draws draws) {
        first = new Layer(inputs, width, draws, 0);
        second = new Layer(width, outputs, draws, 1);
        hidden = new float[width];
        hiddenGradient = new float[width];
        output = new float[outputs];
    }

    /** @param x inputs of about unit size */
    static Perceptron train(Points x, int outputs, Loss loss, int width, int steps, Draws draws) {
        Perceptron perceptron = new Perceptron(x.dimension(), outputs, width, draws);
        int[] order = new int[x.count()];
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
            perceptron.step(x, loss, order, step % batches * batch, batch, rate);
        }
        return perceptron;
    }

    /** For one row of inputs; the array is overwritten by the next call. */
    float[] output(Points x, int row) {
        forward(x, row);
        return output;
    }

    /** The hidden units of one row of inputs; the array is overwritten by the next call. */
    float[] hidden(Points x, int row) {
        forward(x, row);
        return hidden;
    }

    /** Weights and biases, for a hash. */
    float[][] parameters() {
        return new float[][] {first.weights(), second.weights()};
    }

    private void forward(Points x, int row) {
        first.forward(x.values(), row * x.dimension(), hidden);
        for (int h = 0; h < hidden.length; h++) {
            hidden[h] = Math.max(0, hidden[h]);
        }
        second.forward(hidden, 0, output);
    }

    /** One step on {@code batch} rows from {@code from} of the order, wrapping around its end. */
    private void step(Points x, Loss loss, int[] order, int from, int batch, double rate) {
        for (int i = 0; i < batch; i++) {
            int row = order[(from + i) % order.length];
            forward(x, row);
            loss.gradient(row, output, batch);
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

    private static void shuffle(int[] order, Draws draws, int epoch) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = draws.integer(2 + (long) epoch, i, i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
