package dev.rheo.runtime.cli;

import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.embed.SamplingCost;
import dev.rheo.runtime.embed.Trajectories;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The ways of samples, drawn as samples whose shape begins with the number of times. Used by one thread. */
final class Ways {
    private final ModelSampler sampler;
    private final boolean denoised;
    private double[] times;

    /** @param denoised whether the expected datum of each state is drawn instead of the state */
    Ways(ModelSampler sampler, List<Double> times, boolean denoised) {
        this.sampler = sampler;
        this.times = times.stream().mapToDouble(Double::doubleValue).toArray();
        this.denoised = denoised;
    }

    /** The flow times that were asked for, or, after drawing, those that the solver kept. */
    double[] times() {
        return times.clone();
    }

    String suffix() {
        return denoised ? "-denoised" : "-times";
    }

    SamplingCost draw(long count, long seed, Consumer<? super Samples> take) {
        return sampler.trajectories(count, seed, times(), states -> {
            times = states.times();
            Trajectories shown = denoised ? expected(states) : states;
            List<Integer> shape = new ArrayList<>(List.of(times.length));
            shape.addAll(states.shape());
            take.accept(new Samples(states.first(), states.count(), shape, shown.values(), states.labels()));
        });
    }

    private Trajectories expected(Trajectories states) {
        return sampler.denoised(states)
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE,
                        "the model does not tell the expected datum of a state, since its path or its coupling does not"
                                + " determine it",
                        "leave out --denoised"));
    }

    /** For the summary. */
    String at() {
        return Arrays.stream(times)
                .mapToObj(t -> new BigDecimal(t, new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(", ", "at t = ", ""));
    }
}
