package dev.rheo.runtime.toy;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Rows (i, 1000 + label of i): a row tells its number and its label. */
@RheoComponent(name = "toy", summary = "Numbered rows.")
public final class ToyData implements DataSource {
    /** A tenth of the rows is held out; divided by {@code unit}. */
    public record Config(
            @Option("Rows.") int rows,
            @Option("Classes, 0 for none.") int classes,
            @Option("Divides the numbers.") double unit,

            @Option(value = "Whether each row's number is its condition, too.", defaultsTo = "false")
            boolean conditions)
            implements ComponentConfig {
        public Config(int rows, int classes, double unit) {
            this(rows, classes, unit, false);
        }
    }

    private final Config config;

    @Inject
    public ToyData(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        return new DataInfo(SampleShape.of(2), config.classes, config.rows)
                .with(config.conditions ? new Conditions(List.of("number")) : Conditions.NONE);
    }

    @Override
    public Rows load(RandomStreams random) {
        float[] values = new float[2 * config.rows];
        int[] labels = new int[config.rows];
        for (int i = 0; i < config.rows; i++) {
            labels[i] = config.classes == 0 ? 0 : i % config.classes;
            values[2 * i] = (float) (i / config.unit);
            values[2 * i + 1] = (float) ((1000 + labels[i]) / config.unit);
        }
        float[] numbers = new float[config.rows];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Points conditions = config.conditions ? new Points(numbers, config.rows, 1) : null;
        return new Rows(
                        new Points(values, config.rows, 2),
                        SampleShape.of(2),
                        config.classes == 0 ? null : labels,
                        config.classes)
                .with(conditions);
    }

    @Override
    public Preparation preparation() {
        return new Preparation(0.1, Standardise.NONE);
    }

    /** Standard normal. */
    @RheoComponent(name = "gaussian", summary = "Standard normal.")
    public static final class Gaussian implements SourceDistribution {
        public record Config() implements ComponentConfig {
            @Override
            public Traits traits() {
                return Traits.of(TraitNames.SOURCE_GAUSSIAN);
            }
        }

        @Inject
        public Gaussian() {}

        @Override
        public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
            draws.gaussians(firstRow, count, shape.size(), into, 0);
        }

        @Override
        public Optional<double[]> logDensity(Points rows) {
            double[] density = new double[rows.count()];
            for (int i = 0; i < rows.values().length; i++) {
                double x = rows.values()[i];
                density[i / rows.dimension()] -= 0.5 * (x * x + Math.log(2 * Math.PI));
            }
            return Optional.of(density);
        }
    }
}
