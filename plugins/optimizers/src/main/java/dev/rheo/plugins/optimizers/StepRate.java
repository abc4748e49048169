package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** γ to the power of how often the rate has fallen: PyTorch's StepLR and MultiStepLR, after the warm-up. */
@RheoComponent(
        name = "step",
        summary = "Falls by a constant factor every so many steps, or at given ones, after an optional warm-up.",
        source = "He et al. 2016, section 4.2 (milestones 32000 and 48000 of 64000)")
public final class StepRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(
                    value = "Steps between falls, counted from the end of the warm-up. Either this or milestones.",
                    defaultsTo = Option.ABSENT,
                    min = 1)
            @Nullable
            Long every,

            @Option(
                    value = "Steps of the run on which the rate falls, ascending. Either these or every.",
                    defaultsTo = "[]")
            List<Long> milestones,

            @Option(
                    value = "Factor γ by which the rate falls.",
                    defaultsTo = "0.1",
                    min = 0,
                    max = 1,
                    above = true,
                    below = true)
            double gamma,

            @Option(
                    value = "Lowest rate, as a fraction of the base rate; falls end there.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1)
            double floor)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (every == null && milestones.isEmpty()) {
                problems.error(
                        "every",
                        "nothing says when the rate falls",
                        "give every: the steps between falls, for example 1000, or milestones: a list of steps");
            } else if (every != null && !milestones.isEmpty()) {
                problems.error("every", "every and milestones both say when the rate falls", "keep one of them");
            }
            long before = rise.warmup();
            for (int i = 0; i < milestones.size(); i++) {
                if (milestones.get(i) <= before) {
                    problems.error(
                            "milestones." + i,
                            "step " + milestones.get(i) + " is not after "
                                    + (i == 0 ? "the warm-up, which ends at step " : "the milestone before it, ")
                                    + before,
                            "give steps in ascending order, all after the warm-up");
                }
                before = milestones.get(i);
            }
        }
    }

    private final Config config;

    @Inject
    public StepRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        return config.rise.factor(step) * Math.max(config.floor, Math.pow(config.gamma, falls(step)));
    }

    private long falls(long step) {
        return config.every == null
                ? config.milestones.stream()
                        .filter(milestone -> milestone <= step)
                        .count()
                : Math.max(0, step - config.rise.warmup()) / config.every;
    }
}
