package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/**
 * Each of K even bins of time with a probability proportional to √E[L²] of the last losses there, mixed with a little of
 * the uniform law, which is also the law until every bin has its losses. Divided out of the loss: of all laws this is the one
 * whose estimate of the objective varies least.
 *
 * <p>The paper's bins are the steps of a discrete chain; with as many bins as the path has times they are here too.
 */
@RheoComponent(
        name = "loss-second-moment",
        summary = "Importance sampling that learns from the losses where they are large.",
        formula = "P(bin k) ∝ √E[L_k²]",
        source = "Nichol and Dhariwal 2021, section 3.3, eq. 18")
public final class LossSecondMomentTimesteps implements LossAwareSampler {
    public record Config(
            @Option(
                    value = "K, the number of bins of time. On a path of discrete time best its number of times.",
                    defaultsTo = "100",
                    min = 2,
                    max = 100_000)
            int bins,

            @Option(
                    value = "How many of the last losses of each bin count.",
                    defaultsTo = "10",
                    min = 1,
                    max = 1000,
                    unit = "losses",
                    source = "Nichol and Dhariwal 2021, section 3.3")
            int history,

            @Option(
                    value = "The part of the times that stays uniform, so that no bin is forgotten.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 1,
                    source = "Nichol and Dhariwal 2021, code")
            double uniform)
            implements ComponentConfig {}

    private final Config config;
    private final TimestepSampler even;

    @Inject
    public LossSecondMomentTimesteps(Config config) {
        this.config = config;
        this.even = BinnedTimesteps.even(config.bins());
    }

    @Override
    public History history() {
        return new LossHistory(config.bins(), config.history(), config.uniform());
    }

    @Override
    public double quantile(double u) {
        return even.quantile(u);
    }

    @Override
    public double cumulative(double t) {
        return even.cumulative(t);
    }

    @Override
    public double density(double t) {
        return even.density(t);
    }

    @Override
    public Weighting weighting() {
        return Weighting.IMPORTANCE;
    }
}
