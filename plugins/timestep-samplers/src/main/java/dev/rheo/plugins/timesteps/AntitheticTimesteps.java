package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.Components;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** Rows 2k and 2k + 1 get u and 1 − u; the last row of an odd batch stays alone. */
@RheoComponent(
        name = "antithetic",
        summary = "Training times in mirrored pairs: the errors of monotone losses cancel in part.",
        formula = "u_{2k+1} = 1 − u_{2k}",
        source = "Hammersley & Morton 1956")
public final class AntitheticTimesteps extends Evened {
    @Inject
    public AntitheticTimesteps(Config config, Components components) {
        this(components.create(config.of()));
    }

    AntitheticTimesteps(TimestepSampler of) {
        super(of);
    }

    @Override
    public void uniforms(Draws draws, long firstRow, double[] u) {
        draws.uniforms(firstRow, u);
        for (int i = 1; i < u.length; i += 2) {
            u[i] = 1 - u[i - 1];
        }
    }
}
