package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.runtime.manifest.schema.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the network is trained: the section {@code train}. */
public record TrainSpec(
        @Option(value = "Optimizer steps.", defaultsTo = "5000", min = 1)
        int steps,

        @Option(value = "Training pairs in a minibatch.", defaultsTo = "256", min = 1, max = 1_048_576)
        int batch,

        @Option(
                value = "Minibatches whose gradients are averaged into one step: as a larger batch, in less memory.",
                defaultsTo = "1",
                min = 1,
                max = 65_536)
        int accumulate,

        @Option(value = "The rule that changes the parameters.", defaultsTo = "adam")
        ComponentRef<Optimizer> optimizer,

        @Option(value = "The learning rate's course over the steps.", defaultsTo = "constant")
        ComponentRef<LearningRateSchedule> schedule,

        @Option(
                value =
                        "Decay rates of exponential moving averages of the parameters: one number, a list, or [] for none."
                                + " Step n uses min(decay, (1 + n) / (10 + n)).",
                defaultsTo = "[]",
                max = 8)
        List<Double> ema,

        @Option(
                value = "Largest norm of the gradient; longer ones are scaled down to it. 0: none.",
                defaultsTo = "0",
                min = 0)
        double clip,

        @Option(value = "Steps between checkpoints. 0: only at the end.", defaultsTo = "1000", min = 0)
        int checkpointEvery,

        @Option(value = "How many of the newest checkpoints stay.", defaultsTo = "3", min = 1, max = 100_000)
        int keepLast,

        @Option(
                value = "Checkpoints that stay for their evaluation. Needs evaluateEvery, whose steps are saved too.",
                defaultsTo = Option.ABSENT)
        @Nullable
        KeepBest keepBest,

        @Option(
                value = "Steps between evaluations while training, beside the steps. 0: only after it.",
                defaultsTo = "0",
                min = 0)
        int evaluateEvery,

        @Option(
                value =
                        "Which metrics of 'evaluate' are computed while training, by name. []: all. Samples are drawn only for"
                                + " those that look at them.",
                defaultsTo = "[]")
        List<String> evaluate,

        @Option(
                value = "Ends the training when a metric has stopped improving. Needs evaluateEvery.",
                defaultsTo = Option.ABSENT)
        @Nullable
        StopEarly stopEarly,

        @Option(
                value =
                        "After a step that is not finite: end the run, or go back to the newest checkpoint and on at half the"
                                + " learning rate (ten times at most).",
                defaultsTo = "stop")
        OnDivergence onDivergence,

        @Option(value = "Steps between reports of the loss.", defaultsTo = "100", min = 1)
        int logEvery,

        @Option(
                value = "Steps between statistics of each parameter and its gradient. 0: none.",
                defaultsTo = "0",
                min = 0)
        int statisticsEvery,

        @Option(
                value = "Threads of the engine. 0: chosen from the network's size.",
                defaultsTo = "0",
                min = 0,
                max = 1024)
        int threads,

        @Option(
                value =
                        "Equal parts of a minibatch whose gradients are computed at the same time, each with 'threads' threads of"
                                + " the engine (0: its part of those chosen): for several processors, small networks above all, if the"
                                + " loss is a mean over the rows.",
                defaultsTo = "1",
                min = 1,
                max = 256)
        int shards,

        @Option(
                value =
                        "Threads that prepare batches ahead of the steps; all but one help only while steps wait. 0: one per"
                                + " processor, at most 8.",
                defaultsTo = "0",
                min = 0,
                max = 256)
        int workers)
        implements ComponentConfig {
    @Override
    public void check(Problems problems) {
        for (int i = 0; i < ema.size(); i++) {
            double decay = ema.get(i);
            if (!(decay >= 0 && decay < 1)) {
                problems.error(
                        "ema." + i,
                        Numbers.text(decay) + " is not a decay rate",
                        "Give a number that is at least 0 and less than 1, for example 0.999.");
            }
        }
        if (batch % shards != 0) {
            problems.error(
                    "shards",
                    "a minibatch of " + batch + " cannot be divided into " + shards + " equal parts",
                    "Give a divisor of train.batch, or change the batch.");
        }
        if (evaluateEvery == 0 && keepBest != null) {
            needsEvaluations(problems, "keepBest");
        }
        if (evaluateEvery == 0 && stopEarly != null) {
            needsEvaluations(problems, "stopEarly");
        }
        if (evaluateEvery == 0 && !evaluate.isEmpty()) {
            needsEvaluations(problems, "evaluate");
        }
    }

    /** Whether a metric is computed while training. */
    public boolean evaluates(String metric) {
        return evaluate.isEmpty() || evaluate.contains(metric);
    }

    private static void needsEvaluations(Problems problems, String option) {
        problems.error(
                option,
                "nothing is evaluated while training",
                "Set train.evaluateEvery to the steps between evaluations, for example 500.");
    }
}
