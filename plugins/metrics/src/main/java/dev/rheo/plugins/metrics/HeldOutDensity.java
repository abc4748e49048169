package dev.rheo.plugins.metrics;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.MetricException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** log p at held-out rows, in nats: what both metrics of likelihood have in common. */
record HeldOutDensity(double mean, double error, int count) {
    /** What they ask of an experiment. */
    static Traits traits() {
        return Traits.NONE
                .requires(
                        TraitNames.SOLVER_ODE,
                        "the likelihood is that of an ordinary differential equation, followed from the data back to the"
                                + " source; a solver that draws noise or takes other steps does not define it")
                .requires(
                        TraitNames.DYNAMICS_DIVERGENCE,
                        "log p changes along the flow by the divergence of the velocity, which has to be differentiable")
                .requires(
                        TraitNames.SOURCE_DENSITY,
                        "log p(x) is the log density of the source where the flow came from, less"
                                + " what the flow changed it by")
                .excludes(
                        TraitNames.DATA_ENCODED,
                        "the flow is one of latents, and their density is not that of the data")
                .excludes(
                        TraitNames.SOLVER_DENOISER,
                        "log p is solved for beside the state, which takes a solver that follows whatever velocity it is given")
                .excludes(
                        TraitNames.FIELD_GUIDED,
                        "the flow of a guided field has a density, but not that of the data given the label: guidance sharpens"
                                + " it");
    }

    static Rows rows(Evaluation evaluation, int most) {
        Rows rows = evaluation.heldOut();
        int count = Math.min(most, rows.points().count());
        if (count < 2) {
            throw new MetricException("needs at least two held-out rows; raise data.heldOut or give more data");
        }
        return rows.select(IntStream.range(0, count).toArray());
    }

    static HeldOutDensity of(double[] densities) {
        double mean = Arrays.stream(densities).average().orElseThrow();
        double squares =
                Arrays.stream(densities).map(x -> (x - mean) * (x - mean)).sum();
        int n = densities.length;
        if (!Double.isFinite(mean)) {
            throw new MetricException(
                    "log p is not finite at some held-out row: the flow carries it too far from the source");
        }
        return new HeldOutDensity(mean, Math.sqrt(squares / (n - 1) / n), n);
    }

    /** Of a number that is so many times the mean plus something. */
    Map<String, Double> details(double factor) {
        return Map.of("samples", (double) count, "standard-error", error * Math.abs(factor));
    }

    Map<String, Double> details() {
        return details(1);
    }
}
