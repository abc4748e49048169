package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import java.util.Arrays;

/** A perceptron trained on the squared error of a number, which it sees standardised. */
final class Regressor {
    private final Standardisation inputs;
    private final Perceptron perceptron;
    private final double mean;
    private final double deviation;

    private Regressor(Standardisation inputs, Perceptron perceptron, double mean, double deviation) {
        this.inputs = inputs;
        this.perceptron = perceptron;
        this.mean = mean;
        this.deviation = deviation;
    }

    static Regressor train(Points rows, double[] target, int width, int steps, Draws draws) {
        double mean = Arrays.stream(target).average().orElseThrow();
        double variance = Arrays.stream(target)
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElseThrow();
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        Standardisation inputs = Standardisation.of(rows);
        Perceptron perceptron = Perceptron.train(
                inputs.apply(rows),
                1,
                (row, output, batch) ->
                        output[0] = (float) (2 * (output[0] - (target[row] - mean) / deviation) / batch),
                width,
                steps,
                draws);
        return new Regressor(inputs, perceptron, mean, deviation);
    }

    /** R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²; at most 1, negative if the mean is the better guess. NaN if all are equal. */
    double determination(Points rows, double[] target) {
        Points x = inputs.apply(rows);
        double centre = Arrays.stream(target).average().orElseThrow();
        double residual = 0;
        double total = 0;
        for (int i = 0; i < target.length; i++) {
            double guess = mean + deviation * perceptron.output(x, i)[0];
            residual += (target[i] - guess) * (target[i] - guess);
            total += (target[i] - centre) * (target[i] - centre);
        }
        return total > 0 ? 1 - residual / total : Double.NaN;
    }
}
