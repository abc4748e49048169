package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/** Every number uniform in [-w, w]. Draws dimension k of row r at the address (r, k). */
@RheoComponent(name = "frozen-cube", summary = "Uniform noise in a cube.")
public final class CubeSource implements SourceDistribution {
    public record Config(
            @Option(value = "Half the cube's edge, in the units of training.", defaultsTo = "1.7320508075688772", min = 0, above = true)
            double halfWidth)
            implements ComponentConfig {}

    private final double halfWidth;

    @Inject
    public CubeSource(Config config) {
        this.halfWidth = config.halfWidth();
    }

    @Override
    public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
        int size = shape.size();
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < size; k++) {
                into[i * size + k] = (float) (halfWidth * (2 * draws.uniform(firstRow + i, k) - 1));
            }
        }
    }
}
