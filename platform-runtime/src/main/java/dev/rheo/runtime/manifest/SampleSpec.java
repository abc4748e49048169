package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Option;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import org.jspecify.annotations.Nullable;

/** How samples are drawn from the trained model: the section {@code sample}. */
public record SampleSpec(
        @Option(value = "Samples to draw.", defaultsTo = "1024", min = 1)
        int count,

        @Option(
                value = "Samples that are solved for together. 0: by the network's widest layer.",
                defaultsTo = "0",
                min = 0,
                max = 1_048_576)
        int batch,

        @Option(value = "The solver that follows the flow from t = 0 to t = 1, or back.", defaultsTo = "dopri5")
        ComponentRef<Solver> solver,

        @Option(
                value = "Another one-sided path, along which a model of a one-sided path is sampled: its states are the"
                        + " trained path's at equal signal-to-noise ratio, in another time and scale.",
                defaultsTo = Option.ABSENT,
                source = "Lipman et al. 2024, section 4.6.3; Karras et al. 2022, section 4")
        @Nullable
        ComponentRef<ProbabilityPath> path,

        @Option(value = "Where the steps of a solver with fixed steps lie.", defaultsTo = "uniform")
        ComponentRef<TimeGrid> grid,

        @Option(
                value =
                        "What 'rheo sample' does: forward, from the source to new samples; backward, from rows of the data"
                                + " (held-out ones, then training rows) to the source, in the source's units. Runs are evaluated"
                                + " forward.",
                defaultsTo = "forward")
        Direction direction,

        @Option(value = "How entries given by 'rheo sample --known' act on the others.", defaultsTo = "{}")
        Inpainting inpainting,

        @Option(
                value = "Use the averaged parameters where train.ema keeps any, the first of several.",
                defaultsTo = "true")
        boolean ema,

        @Option(
                value = "The checkpoint to sample: of the last step, or the best by train.keepBest.",
                defaultsTo = "last")
        CheckpointChoice checkpoint) {}
