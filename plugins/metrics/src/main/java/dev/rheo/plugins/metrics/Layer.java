package dev.rheo.plugins.metrics;

import dev.rheo.api.random.Draws;

/** y = W x + b with its gradient and Adam's moments (Kingma and Ba 2015), decay decoupled (Loshchilov and Hutter 2019). */
final class Layer {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final int inputs;
    private final int outputs;
    private final float[] weights;
    private final float[] gradient;
    private final float[] mean;
    private final float[] square;
    private int steps;

    /** Weights N(0, 2/inputs) (He et al. 2015) from {@code row} of the draws; biases follow the weights. */
    Layer(int inputs, int outputs, Draws draws, long row) {
        this.inputs = inputs;
        this.outputs = outputs;
        weights = new float[(inputs + 1) * outputs];
        gradient = new float[weights.length];
        mean = new float[weights.length];
        square = new float[weights.length];
        double deviation = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < inputs * outputs; i++) {
            weights[i] = (float) (deviation * draws.gaussian(row, i));
        }
    }

    /** Weights, then biases. */
    float[] weights() {
        return weights;
    }

    void forward(float[] x, int offset, float[] y) {
        int biases = inputs * outputs;
        System.arraycopy(weights, biases, y, 0, outputs);
        for (int i = 0; i < inputs; i++) {
            float value = x[offset + i];
            int row = i * outputs;
            for (int o = 0; o < outputs; o++) {
                y[o] += value * weights[row + o];
            }
        }
    }

    /** Adds the gradient of the weights, given that of the output. */
    void backward(float[] x, int offset, float[] outputGradient) {
        int biases = inputs * outputs;
        for (int o = 0; o < outputs; o++) {
            gradient[biases + o] += outputGradient[o];
        }
        for (int i = 0; i < inputs; i++) {
            float value = x[offset + i];
            int row = i * outputs;
            for (int o = 0; o < outputs; o++) {
                gradient[row + o] += value * outputGradient[o];
            }
        }
    }

    void inputGradient(float[] outputGradient, float[] into) {
        for (int i = 0; i < inputs; i++) {
            float sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += weights[i * outputs + o] * outputGradient[o];
            }
            into[i] = sum;
        }
    }

    /** One step of Adam with the gradient gathered since the last one, which is cleared. */
    void update(double rate, double decay) {
        steps++;
        double correction = rate * Math.sqrt(1 - Math.pow(BETA_2, steps)) / (1 - Math.pow(BETA_1, steps));
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            mean[i] = (float) (BETA_1 * mean[i] + (1 - BETA_1) * g);
            square[i] = (float) (BETA_2 * square[i] + (1 - BETA_2) * g * g);
            weights[i] -= (float) (correction * mean[i] / (Math.sqrt(square[i]) + EPSILON) + rate * decay * weights[i]);
            gradient[i] = 0;
        }
    }
}
