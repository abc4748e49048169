package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/**
 * One time in each of n equally likely strata, n the minibatch. Which row gets which stratum is turned at random from step
 * to step, so that every row sees all times.
 */
@RheoComponent(
        name = "stratified",
        summary = "Training times spread evenly over every minibatch.",
        formula = "u_i = (π(i) + v_i)/n",
        source = "Kingma et al. 2021, appendix I.1 (shared); Owen 2013, section 8.4 (independent)")
public final class StratifiedTimesteps extends Evened {
    /** Where in its stratum a time lies. */
    public enum Offsets {
        INDEPENDENT,
        SHARED
    }

    public record Config(
            @Option(value = "The sampler whose law the times have.", defaultsTo = "uniform")
            ComponentRef<TimestepSampler> of,

            @Option(
                    value =
                            "Where in the strata the times lie: each anywhere in its own, or all at the same place, which"
                                    + " makes a shifted grid.",
                    defaultsTo = "independent",
                    source = "Kingma et al. 2021, appendix I.1")
            Offsets offsets)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return of.config().traits();
        }
    }

    private final Offsets offsets;

    @Inject
    public StratifiedTimesteps(Config config, Components components) {
        this(components.create(config.of()), config.offsets());
    }

    StratifiedTimesteps(TimestepSampler of, Offsets offsets) {
        super(of);
        this.offsets = offsets;
    }

    @Override
    public void uniforms(Draws draws, long firstRow, double[] u) {
        int n = u.length;
        if (offsets == Offsets.SHARED) {
            double start = draws.uniform(firstRow, 0);
            for (int i = 0; i < n; i++) {
                u[i] = fraction(start + (double) i / n);
            }
            return;
        }
        int turn = n == 0 ? 0 : draws.integer(firstRow, 1, n);
        draws.uniforms(firstRow, u);
        for (int i = 0; i < n; i++) {
            u[i] = ((i + turn) % n + u[i]) / n;
        }
    }
}
