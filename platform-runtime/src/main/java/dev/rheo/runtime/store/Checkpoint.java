package dev.rheo.runtime.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that training needs to go on as if it had not stopped. Arrays are not copied: the caller keeps them unchanged
 * while the checkpoint is written, and owns those of a checkpoint that was read. Random draws are addressed by (seed, step),
 * so that there is no generator state to keep.
 *
 * @param step training steps done
 * @param schedulerStep steps that the learning-rate schedule has counted
 * @param counters further counts by name (batches, epochs, …)
 * @param layout where the parameters lie; together they cover θ, without overlap
 * @param theta the parameters
 * @param averages exponential moving averages of θ, in the manifest's order
 * @param optimizerVectors the optimizer's state by name, each flat
 * @param optimizerScalars the optimizer's scalars by name
 */
public record Checkpoint(
        long step,
        long seed,
        long schedulerStep,
        Map<String, Long> counters,
        List<ParameterSlice> layout,
        float[] theta,
        List<Average> averages,
        Map<String, float[]> optimizerVectors,
        Map<String, Double> optimizerScalars) {

    /** One moving average: θ̄ ← decay·θ̄ + (1 − decay)·θ each step. */
    public record Average(double decay, float[] theta) {}

    /** @throws IllegalArgumentException if the parts do not fit together */
    public Checkpoint {
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
        layout = List.copyOf(layout);
        averages = List.copyOf(averages);
        optimizerVectors = Collections.unmodifiableMap(new TreeMap<>(optimizerVectors));
        optimizerScalars = Collections.unmodifiableMap(new TreeMap<>(optimizerScalars));
        if (step < 0) {
            throw new IllegalArgumentException("step " + step);
        }
        checkCovers(layout, theta.length);
        for (Average average : averages) {
            if (average.theta().length != theta.length) {
                throw new IllegalArgumentException(
                        "an average of " + average.theta().length + " parameters for " + theta.length);
            }
        }
        if (optimizerScalars.keySet().stream().anyMatch(optimizerVectors::containsKey)) {
            throw new IllegalArgumentException("an optimizer's vector and scalar have the same name");
        }
    }

    private static void checkCovers(List<ParameterSlice> layout, int length) {
        int end = ParameterSlice.covered(layout);
        if (end != length) {
            throw new IllegalArgumentException("the layout covers " + end + " of " + length + " parameters");
        }
    }
}
