package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Traits;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler;

/** Another sampler's law, drawn with other uniforms. */
abstract class Evened implements TimestepSampler {
    /** The options of those that have no others. */
    public record Config(
            @Option(value = "The sampler whose law the times have.", defaultsTo = "uniform")
            ComponentRef<TimestepSampler> of)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return of.config().traits();
        }
    }

    private final TimestepSampler of;

    Evened(TimestepSampler of) {
        this.of = fixed(of);
    }

    /** @throws IllegalArgumentException if the law would follow losses, of which a wrapper hears nothing */
    static TimestepSampler fixed(TimestepSampler of) {
        if (of instanceof LossAwareSampler) {
            throw new IllegalArgumentException(
                    "a sampler that learns from losses cannot stand inside another: the losses would not reach it");
        }
        return of;
    }

    @Override
    public final double quantile(double u) {
        return of.quantile(u);
    }

    @Override
    public final double cumulative(double t) {
        return of.cumulative(t);
    }

    @Override
    public final double density(double t) {
        return of.density(t);
    }

    @Override
    public final double[] atoms() {
        return of.atoms();
    }

    @Override
    public final Weighting weighting() {
        return of.weighting();
    }

    /** The part of {@code x} after the point. */
    static double fraction(double x) {
        return x - Math.floor(x);
    }
}
