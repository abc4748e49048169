package dev.rheo.runtime.pairs;

import dev.rheo.api.random.Draws;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;

/** A law with a density, truncated to the path's domain by its own quantiles. */
final class TruncatedTimes implements TrainingTimes {
    private final TimestepSampler sampler;
    private final Interval domain;
    private final double below;
    private final double inside;
    private final double support;

    TruncatedTimes(TimestepSampler sampler, Interval domain) {
        this.sampler = sampler;
        this.domain = domain;
        this.below = sampler.cumulative(domain.from());
        this.inside = sampler.cumulative(domain.to()) - below;
        if (!(inside > 0)) {
            throw new IllegalArgumentException(
                    "it never falls into the path's domain " + domain.from() + " … " + domain.to());
        }
        this.support = domain.clip(sampler.quantile(1)) - domain.clip(sampler.quantile(0));
    }

    @Override
    public double[] sample(Draws draws, int n) {
        double[] t = new double[n];
        sampler.uniforms(draws, 0, t);
        for (int i = 0; i < n; i++) {
            t[i] = domain.clip(sampler.quantile(below + inside * t[i]));
        }
        return t;
    }

    @Override
    public Weighting weighting() {
        return sampler.weighting();
    }

    @Override
    public double weight(double t) {
        return inside / (support * sampler.density(t));
    }
}
