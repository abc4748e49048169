package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/**
 * Source and data sorted along a random direction and paired in that order: transport that is optimal on one line and
 * costs a sort. Only a share of the batch is paired so, the rest at random.
 */
@RheoComponent(name = "frozen-sliced", summary = "Pairs source and data in their order along a random direction.")
public final class SlicedCoupling implements Coupling {
    public record Config(
            @Option(value = "Share of each batch that is sorted; the rest is paired at random.", defaultsTo = "1", min = 0, max = 1)
            double share)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.COUPLING_WHOLE_BATCH)
                    .discourages(
                            TraitNames.NETWORK_CLASS_CONDITIONAL,
                            "pairing over the whole batch ties the source sample to the label");
        }
    }

    private final double share;

    @Inject
    public SlicedCoupling(Config config) {
        this.share = config.share();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        int n = batch.target().count();
        if (batch.source().count() != n) {
            throw new CouplingException("A batch of " + n + " data came with "
                    + batch.source().count() + " source samples; as many are needed.");
        }
        if (batch.source().dimension() != batch.target().dimension()) {
            throw new CouplingException("Source samples have " + batch.source().dimension() + " dimensions, data have "
                    + batch.target().dimension() + "; use a source of the data's shape.");
        }
        double[] direction = random.doubles(batch.target().dimension(), -1, 1).toArray();
        int sorted = (int) Math.round(share * n);
        Integer[] source = order(batch.source(), direction, sorted, random);
        Integer[] target = order(batch.target(), direction, sorted, random);
        return new Pairing(indices(source), indices(target), null);
    }

    /** All rows at random, the first {@code sorted} of them in their order along the direction. */
    private static Integer[] order(Points points, double[] direction, int sorted, RandomGenerator random) {
        double[] along = new double[points.count()];
        Integer[] rows = new Integer[points.count()];
        for (int i = 0; i < rows.length; i++) {
            int j = random.nextInt(i + 1);
            rows[i] = rows[j];
            rows[j] = i;
            for (int k = 0; k < direction.length; k++) {
                along[i] += direction[k] * points.at(i, k);
            }
            if (!Double.isFinite(along[i])) {
                throw new CouplingException("Row " + i + " of the batch is not finite; check the data.");
            }
        }
        Arrays.sort(rows, 0, sorted, Comparator.comparingDouble(row -> along[row]));
        return rows;
    }

    private static int[] indices(Integer[] rows) {
        return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
    }
}
