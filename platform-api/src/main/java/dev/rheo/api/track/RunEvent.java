package dev.rheo.api.track;

import dev.rheo.api.evaluate.Measurement;
import java.nio.file.Path;
import java.util.List;

/** Something that happened in a run. More kinds may be added: ignore those you do not know. */
public interface RunEvent {
    /** A run began, or went on from a checkpoint ({@code firstStep > 0}). */
    record Started(String name, String id, Path directory, String resolvedManifest, long firstStep, long steps)
            implements RunEvent {}

    /** Training progress; sent every so many steps, values are means since the last one. */
    record Progress(long step, double loss, double gradientNorm, double learningRate, double stepsPerSecond)
            implements RunEvent {}

    /**
     * What the coupling does, beside {@link Progress}; not sent where pairs are independent.
     *
     * @param meanCost mean of |x0 − x1|² over the pairs of the last plan, by weight
     * @param independentCost the same over all pairs of its samples: what independent pairing costs
     * @param marginalError L1 error of the plan's marginals before rounding
     * @param distinctSources fraction of the plan's source samples that occur in its pairs
     * @param distinctData fraction of its data that occur in its pairs
     * @param meanWeight mass of the plan; 1 unless pairs are weighted
     * @param unconverged plans since the last such event that did not converge
     * @param milliseconds time of the coupling for a step, on the threads that make minibatches
     * @param waitMilliseconds time of a step in which training waited for its minibatch, whatever it was that took so long
     */
    record Coupled(
            long step,
            double meanCost,
            double independentCost,
            double marginalError,
            double distinctSources,
            double distinctData,
            double meanWeight,
            long unconverged,
            double milliseconds,
            double waitMilliseconds)
            implements RunEvent {}

    /** Every parameter and its gradient, after a step; sent if {@code train.statisticsEvery} asks for it. */
    record Statistics(long step, List<ParameterStatistics> parameters) implements RunEvent {
        public Statistics {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Step {@code from} was not finite; training goes on from {@code to}, at {@code rateFactor} of the manifest's learning
     * rate. What was sent about later steps than {@code to} is void.
     */
    record RolledBack(long from, long to, double rateFactor, String why) implements RunEvent {}

    /** A checkpoint is safely on disk. */
    record Checkpointed(long step, Path directory) implements RunEvent {}

    /** Metrics were computed. */
    record Evaluated(long step, List<Measurement> measurements) implements RunEvent {}

    /** The run ended; {@code status} as in {@code run.json}. */
    record Finished(String status, long step) implements RunEvent {}
}
