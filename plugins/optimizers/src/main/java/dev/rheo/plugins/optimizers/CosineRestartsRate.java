package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/**
 * Cycles of half a cosine from 1 to {@code floor}, each {@code growth} times as long as the one before. They fill the run
 * after the warm-up; the step after the last would have {@code floor}.
 */
@RheoComponent(
        name = "cosine-restarts",
        summary = "Falls like half a cosine to a floor, again and again (SGDR), after an optional warm-up.",
        source = "Loshchilov, Hutter 2017, eq. 5")
public final class CosineRestartsRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(value = "Cycles in the run.", defaultsTo = "3", min = 1, max = 100)
            int cycles,

            @Option(
                    value = "Length of a cycle, as a multiple of the one before (T_mult of SGDR).",
                    defaultsTo = "2",
                    min = 1,
                    max = 10)
            double growth,

            @Option(
                    value = "Rate at the end of each cycle, as a fraction of the base rate.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public CosineRestartsRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        long warmup = config.rise.warmup();
        double progress = cycleProgress(Math.max(0, step - warmup), Math.max(1, steps - warmup));
        double height = 0.5 * (1 + Math.cos(Math.PI * progress));
        return config.rise.factor(step) * (config.floor + (1 - config.floor) * height);
    }

    /** How much of the cycle is over. Counted in units of which the first cycle has {@code steps}: exact for whole growth. */
    private double cycleProgress(long step, long steps) {
        double firsts = 0;
        for (int i = 0; i < config.cycles; i++) {
            firsts = firsts * config.growth + 1;
        }
        double over = step * firsts;
        double length = steps;
        for (int i = 1; i < config.cycles && over >= length; i++) {
            over -= length;
            length *= config.growth;
        }
        return Math.min(1, over / length);
    }
}
