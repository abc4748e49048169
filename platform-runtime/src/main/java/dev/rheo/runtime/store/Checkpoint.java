package dev.rheo.runtime.store;

import java.util.Collections;
import java.util.Comparator;
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
 * @param optimizerVectors the optimizer's state by name, each flat; and, as {@code timesteps.…}, what a timestep sampler has
 *     learnt
 * @param optimizerScalars the optimizer's scalars by name
 * @param judgements of the evaluations that the run goes by (best checkpoints, early stopping), the oldest first
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
        Map<String, Double> optimizerScalars,
        List<Judgement> judgements) {

    /** One moving average: θ̄ ← decay·θ̄ + (1 − decay)·θ each step. */
    public record Average(double decay, float[] theta) {}

    /**
     * What an evaluation while training said.
     *
     * @param metric as the manifest names it
     * @param higher whether higher values are better
     */
    public record Judgement(long step, String metric, double value, boolean higher) {
        /** The value such that lower is better; what is not a number is never better. */
        public double cost() {
            double cost = higher ? -value : value;
            return Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
        }

        /** Steps of the best judgements by a metric, the best first; of equal ones the earlier. */
        public static List<Long> best(List<Judgement> judgements, String metric, int count) {
            return judgements.stream()
                    .filter(each -> each.metric().equals(metric) && !Double.isNaN(each.value()))
                    .sorted(Comparator.comparingDouble(Judgement::cost).thenComparingLong(Judgement::step))
                    .map(Judgement::step)
                    .limit(count)
                    .toList();
        }
    }

    /** @throws IllegalArgumentException if the parts do not fit together */
    public Checkpoint {
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
        layout = List.copyOf(layout);
        averages = List.copyOf(averages);
        optimizerVectors = Collections.unmodifiableMap(new TreeMap<>(optimizerVectors));
        optimizerScalars = Collections.unmodifiableMap(new TreeMap<>(optimizerScalars));
        judgements = List.copyOf(judgements);
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
