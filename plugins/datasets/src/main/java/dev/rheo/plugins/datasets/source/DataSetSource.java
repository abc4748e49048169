package dev.rheo.plugins.datasets.source;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a data set, drawn with replacement: the start of data-to-data transport.
 *
 * <p>The nested set's own {@code standardise} is applied to its rows, with statistics of all of them, because the flow
 * begins in the units of training; it is not undone, since output has the target's units. Its {@code heldOut} has no
 * meaning here: every row may be drawn, and a datum of the target's training part finds its partner whatever is held out. Its labels are not used. A generated set draws rows of its own even where the target
 * is the same set.
 */
@RheoComponent(name = "data", summary = "Rows of a data set, for transport from data to data.")
public final class DataSetSource implements SourceDistribution {
    /** What {@code data} may be told. */
    public record Config(
            @Option("The data set that the flow starts from.")
            ComponentRef<DataSource> data,

            @Option(
                    value =
                            "Row k is the partner of row k of the target's data set: with coupling: paired, training takes them"
                                    + " together. Both sets then need as many rows, in the same order.",
                    defaultsTo = "false",
                    source = "Liu et al. 2023 (reflow)")
            boolean paired)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return paired ? Traits.of(TraitNames.SOURCE_PAIRED) : Traits.NONE;
        }
    }

    private final DataSource data;
    private final boolean paired;
    private final RandomStreams random;
    private volatile @Nullable Points points;

    @Inject
    public DataSetSource(Config config, Components components, RandomStreams random) {
        data = components.create(config.data());
        paired = config.paired();
        this.random = new RandomStreams(random.at("source.data", 0).bits(0, 0));
    }

    @Override
    public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
        Points rows = points();
        int size = rows.dimension();
        for (int i = 0; i < count; i++) {
            int chosen = draws.integer(firstRow + i, 0, rows.count());
            rows.copyRow(chosen, into, i * size);
        }
    }

    @Override
    public void partners(int[] numbers, SampleShape shape, float[] into) {
        Points rows = points();
        int size = rows.dimension();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] >= rows.count()) {
                throw new IllegalStateException(
                        "row " + numbers[i] + " of the data has no partner: the source's data set has " + rows.count()
                                + " rows; pairs need as many rows in both, in the same order");
            }
            rows.copyRow(numbers[i], into, i * size);
        }
    }

    @Override
    public Optional<String> mismatch(SampleShape shape) {
        SampleShape own = data.info().shape();
        return own.equals(shape)
                ? Optional.empty()
                : Optional.of("the source's data set has samples of shape " + own + ", the target's are " + shape);
    }

    @Override
    public Optional<String> mismatchOfPartners(long rows) {
        long own = data.info().rows();
        return !paired || own == rows
                ? Optional.empty()
                : Optional.of("the source's data set has " + own + " rows, the target's has " + rows);
    }

    private Points points() {
        Points loaded = points;
        if (loaded == null) {
            synchronized (this) {
                loaded = points;
                if (loaded == null) {
                    Rows rows = data.load(random);
                    loaded = Standardised.of(rows.points(), data.preparation().standardise());
                    points = loaded;
                }
            }
        }
        return loaded;
    }
}
