package dev.rheo.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.time.TimestepSampler;

/** T8: atoms ascend, their masses add up to one, the cumulative steps by them, and the quantile gives them. */
final class AtomRule {
    private static final double TOLERANCE = 1e-9;

    private AtomRule() {}

    static void check(TimestepSampler sampler) {
        double[] atoms = sampler.atoms();
        double before = 0;
        for (int i = 0; i < atoms.length; i++) {
            double t = atoms[i];
            assertThat(t).as("atom " + i).isBetween(i == 0 ? 0.0 : Math.nextUp(atoms[i - 1]), 1.0);
            double mass = sampler.density(t);
            assertThat(mass).as("mass at " + t).isPositive();
            assertThat(sampler.cumulative(Math.nextDown(t)))
                    .as("cumulative just below " + t)
                    .isCloseTo(before, within(TOLERANCE));
            assertThat(sampler.cumulative(t)).as("cumulative at " + t).isCloseTo(before + mass, within(TOLERANCE));
            for (double part : new double[] {0.001, 0.5, 0.999}) {
                assertThat(sampler.quantile(before + part * mass))
                        .as("quantile inside the mass of " + t)
                        .isEqualTo(t);
            }
            before += mass;
        }
        assertThat(before).as("sum of the masses").isCloseTo(1, within(TOLERANCE));
    }
}
