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

/**
 * Data that comes in pairs: row k of the source with datum k. The source has to give the partners of the data in their order:
 * {@code source: {type: data, paired: true, …}}.
 */
@RheoComponent(
        name = "paired",
        summary = "Pairs each datum with its own source sample, for data that comes in pairs.",
        source = "Liu et al. 2023 (rectified flow, reflow); Albergo and Vanden-Eijnden 2023")
public final class PairedCoupling implements Coupling {
    /** No options. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.NONE.requires(
                    TraitNames.SOURCE_PAIRED,
                    "only a source that knows the partner of each datum gives pairs, others give any row");
        }
    }

    @Inject
    public PairedCoupling(Config unused) {}

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Sizes.requireEqualCounts(batch);
        return Pairing.identity(batch.target().count());
    }
}
