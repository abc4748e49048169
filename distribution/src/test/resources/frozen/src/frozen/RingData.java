package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;

/** A ring of the plane: radius 1 and Gaussian noise, every row drawn at its own address. */
@RheoComponent(name = "frozen-ring", summary = "A noisy ring of the plane.")
public final class RingData implements DataSource {
    private static final SampleShape PLANE = SampleShape.of(2);

    public record Config(
            @Option(value = "Number of rows to draw.", defaultsTo = "10000", min = 1, max = 1e8)
            int samples,

            @Option(value = "Standard deviation of the noise; the ring has radius 1.", defaultsTo = "0.05", min = 0)
            double noise,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public RingData(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        return new DataInfo(PLANE, 0, config.samples());
    }

    @Override
    public Rows load(RandomStreams random) {
        Draws draws = random.at("data.frozen-ring", 0);
        float[] values = new float[Math.multiplyExact(2, config.samples())];
        for (int row = 0; row < config.samples(); row++) {
            double angle = 2 * Math.PI * draws.uniform(row, 0);
            values[2 * row] = (float) (Math.cos(angle) + config.noise() * draws.gaussian(row, 1));
            values[2 * row + 1] = (float) (Math.sin(angle) + config.noise() * draws.gaussian(row, 2));
        }
        return Rows.unlabelled(new Points(values, config.samples(), 2), PLANE);
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }
}
