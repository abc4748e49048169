package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/** (1 - step / steps)^p: falls from 1 to what the step after the last would have, 0. */
@RheoComponent(name = "frozen-falling", summary = "Falls from the base rate to 0 with a power of what is left.")
public final class FallingRate implements LearningRateSchedule {
    public record Config(
            @Option(value = "Power p; 1 is a straight line.", defaultsTo = "2", min = 1, max = 10)
            double power)
            implements ComponentConfig {}

    private final double power;

    @Inject
    public FallingRate(Config config) {
        this.power = config.power();
    }

    @Override
    public double factor(long step, long steps) {
        return Math.pow((double) (steps - step) / steps, power);
    }
}
