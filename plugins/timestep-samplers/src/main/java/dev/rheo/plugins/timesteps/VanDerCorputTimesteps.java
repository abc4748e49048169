package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.Components;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** Row i gets the bits of i mirrored at the binary point, plus one random shift for the minibatch, modulo 1. */
@RheoComponent(
        name = "van-der-corput",
        summary = "Training times of the van der Corput sequence, shifted at random in every minibatch.",
        formula = "u_i = (v + 0.b₀b₁b₂…) mod 1 for i = …b₂b₁b₀ in binary",
        source = "van der Corput 1935; shift: Cranley & Patterson 1976")
public final class VanDerCorputTimesteps extends Evened {
    @Inject
    public VanDerCorputTimesteps(Config config, Components components) {
        this(components.create(config.of()));
    }

    VanDerCorputTimesteps(TimestepSampler of) {
        super(of);
    }

    @Override
    public void uniforms(Draws draws, long firstRow, double[] u) {
        double shift = draws.uniform(0, 0);
        for (int i = 0; i < u.length; i++) {
            u[i] = fraction(shift + (Long.reverse(firstRow + i) >>> 11) * 0x1.0p-53);
        }
    }
}
