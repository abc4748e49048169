package dev.rheo.plugins.couplings;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * q(x0, x1) = q0(x0) q1(x1): a uniformly random permutation, so that rows which arrive in some order of their own (data
 * to data) are paired independently all the same. Each row is used once. Never looks at values or labels.
 */
@RheoComponent(
        name = "independent",
        summary = "Pairs source and data at random.",
        formula = "π = q0 ⊗ q1",
        source = "Lipman et al. 2023; Tong et al. 2024 (I-CFM)")
public final class IndependentCoupling implements Coupling {
    /** No options. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.COUPLING_INDEPENDENT);
        }
    }

    @Inject
    public IndependentCoupling(Config unused) {}

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Sizes.requireEqualCounts(batch);
        int n = batch.target().count();
        return new Pairing(IntStream.range(0, n).toArray(), permutation(n, random), null);
    }

    /** A uniformly random permutation of 0 … n − 1 (Fisher–Yates). */
    static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
