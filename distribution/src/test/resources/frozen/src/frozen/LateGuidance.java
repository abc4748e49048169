package frozen;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Guidance;
import jakarta.inject.Inject;

/** u + w (c - u) of the unconditional field u and the conditional field c (Ho, Salimans 2022), after a time only. */
@RheoComponent(
        name = "frozen-late-guidance",
        summary = "Classifier-free guidance that sets in after some time.",
        source = "Ho, Salimans 2022")
public final class LateGuidance implements Guidance {
    public record Config(
            @Option(value = "Weight w; 1 follows the conditional field, more exaggerates it.", defaultsTo = "2", min = 0)
            double weight,

            @Option(value = "Flow time from which on it guides.", defaultsTo = "0.2", min = 0, max = 1)
            double from,

            @Option(value = "Fraction of training rows without their label.", defaultsTo = "0.1", min = 0, max = 1, below = true)
            double labelDropout)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public LateGuidance(Config config) {
        this.config = config;
    }

    @Override
    public double labelDropout() {
        return config.labelDropout();
    }

    @Override
    public Field guide(Field conditional, Field unconditional) {
        return (x, t) -> {
            NDArray followed = conditional.at(x, t);
            if (t < config.from() || config.weight() == 1) {
                return followed;
            }
            try (NDArray with = followed;
                    NDArray without = unconditional.at(x, t);
                    NDArray difference = with.sub(without)) {
                return difference.muli(config.weight()).add(without);
            }
        };
    }
}
