package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.Components;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** Row i gets the fraction of u + i √2, with one random u for the minibatch. */
@RheoComponent(
        name = "kronecker",
        summary =
                "Training times that go around the unit interval in steps of √2, from a random start in every minibatch.",
        formula = "u_i = (v + i √2) mod 1",
        source = "Neklyudov et al. 2023, code; Kronecker 1884")
public final class KroneckerTimesteps extends Evened {
    private static final double STEP = Math.sqrt(2) - 1; // a whole step more or less does not matter

    @Inject
    public KroneckerTimesteps(Config config, Components components) {
        this(components.create(config.of()));
    }

    KroneckerTimesteps(TimestepSampler of) {
        super(of);
    }

    @Override
    public void uniforms(Draws draws, long firstRow, double[] u) {
        double start = draws.uniform(0, 0);
        for (int i = 0; i < u.length; i++) {
            u[i] = fraction(start + (firstRow + i) * STEP);
        }
    }
}
