package dev.rheo.runtime.pairs;

import dev.rheo.api.random.Draws;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;

/** A timestep sampler truncated to the path's domain by its own quantiles. */
public final class TrainingTimes {
    private final TimestepSampler sampler;
    private final Interval domain;
    private final double below;
    private final double inside;

    /** Whether some of the sampler's times lie in {@code domain}. */
    public static boolean fallInto(TimestepSampler sampler, Interval domain) {
        return sampler.cumulative(domain.to()) > sampler.cumulative(domain.from());
    }

    /**
     * @throws IllegalArgumentException if the sampler never falls into the domain
     */
    public TrainingTimes(TimestepSampler sampler, Interval domain) {
        this.sampler = sampler;
        this.domain = domain;
        this.below = sampler.cumulative(domain.from());
        this.inside = sampler.cumulative(domain.to()) - below;
        if (!(inside > 0)) {
            throw new IllegalArgumentException(
                    "the timestep sampler never falls into the path's domain " + domain.from() + " … " + domain.to());
        }
    }

    double[] sample(Draws draws, int n) {
        double[] t = new double[n];
        sampler.uniforms(draws, 0, t);
        for (int i = 0; i < n; i++) {
            t[i] = domain.clip(sampler.quantile(below + inside * t[i]));
        }
        return t;
    }

    /** Whether losses are divided by the density. */
    public boolean importance() {
        return sampler.weighting() == Weighting.IMPORTANCE;
    }

    /** Uniform density over sampled density; its mean over sampled times is 1. */
    double weight(double t) {
        return inside / (domain.length() * sampler.density(t));
    }
}
