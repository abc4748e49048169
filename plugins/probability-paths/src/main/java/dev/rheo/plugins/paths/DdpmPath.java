package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_k = √ᾱ_k x1 + √(1 − ᾱ_k) x0 for k = K … 1 at t = 1 − k/K, ᾱ_k = ∏ (1 − β_i), and the datum itself at t = 1. The angle
 * θ_k = atan2(√(1 − ᾱ_k), √ᾱ_k) is carried on between grid points by a monotone cubic, so that the path has derivatives;
 * a model of it is trained and asked at grid points only.
 */
@RheoComponent(
        name = "ddpm",
        summary = "The discrete diffusion of DDPM: K steps of a linear, cosine or quadratic schedule.",
        formula = "x_k = √ᾱ_k x1 + √(1 − ᾱ_k) x0, ᾱ_k = ∏ (1 − β_i) at t = 1 − k/K",
        source = "Ho et al. 2020, eq. 4 and section 4; Nichol and Dhariwal 2021, eq. 17")
public final class DdpmPath extends VariancePreservingPath {
    private static final double OFFSET = 0.008;
    private static final double LARGEST_BETA = 0.999;

    /** How β_k grows with k. */
    public enum Schedule {
        LINEAR,
        COSINE,
        QUADRATIC
    }

    public record Config(
            @Option(
                    value = "Steps K between noise and datum.",
                    defaultsTo = "1000",
                    min = 20,
                    max = 100_000,
                    source = "Ho et al. 2020, section 4")
            int steps,

            @Option(
                    value =
                            "linear: β_k evenly from betaMin to betaMax; quadratic: √β_k evenly (the scaled linear schedule of"
                                    + " latent diffusion); cosine: ᾱ_k = cos²((k/K + 0.008)/1.008 · π/2) in proportion, betaMin and"
                                    + " betaMax do not matter.",
                    defaultsTo = "linear",
                    source = "Ho et al. 2020; Nichol and Dhariwal 2021; Rombach et al. 2022")
            Schedule schedule,

            @Option(
                    value = "β of the first step for K = 1000; multiplied by 1000/K, no β being above 0.999.",
                    defaultsTo = "1e-4",
                    min = 0,
                    above = true,
                    max = 1,
                    source = "Ho et al. 2020, section 4; scaling: Nichol and Dhariwal 2021, code")
            double betaMin,

            @Option(
                    value = "β of the last step for K = 1000; multiplied by 1000/K, no β being above 0.999.",
                    defaultsTo = "0.02",
                    min = 0,
                    above = true,
                    max = 1,
                    source = "Ho et al. 2020, section 4; scaling: Nichol and Dhariwal 2021, code")
            double betaMax)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided()
                    .and(PathTraits.discrete())
                    .excludes(
                            TraitNames.SOLVER_AT_END,
                            "at t = 1 the state is the datum itself, and the model was never trained there");
        }

        @Override
        public void check(Problems problems) {
            LinearRate.checkLeak(Math.cos(angles(this)[0]), "raise betaMin and betaMax", problems);
        }
    }

    private final int steps;
    private final MonotoneCubic angle;

    @Inject
    public DdpmPath(Config config) {
        super(0);
        this.steps = config.steps();
        this.angle = new MonotoneCubic(angles(config));
    }

    /** θ_K … θ_0, θ_0 = 0. */
    private static double[] angles(Config config) {
        int steps = config.steps();
        double[] angles = new double[steps + 1];
        double log = 0;
        for (int k = 1; k <= steps; k++) {
            log += Math.log1p(-Math.min(LARGEST_BETA, beta(config, k)));
            angles[steps - k] = Math.atan2(Math.sqrt(-Math.expm1(log)), Math.exp(0.5 * log));
        }
        return angles;
    }

    private static double beta(Config config, int k) {
        double scale = 1000.0 / config.steps();
        double part = (k - 1.0) / (config.steps() - 1);
        double first = scale * config.betaMin();
        double last = scale * config.betaMax();
        return switch (config.schedule()) {
            case LINEAR -> first + part * (last - first);
            case QUADRATIC -> {
                double root = Math.sqrt(first) + part * (Math.sqrt(last) - Math.sqrt(first));
                yield root * root;
            }
            case COSINE -> {
                double before = cosine((k - 1.0) / config.steps());
                double after = cosine((double) k / config.steps());
                yield 1 - after * after / (before * before);
            }
        };
    }

    private static double cosine(double tau) {
        return Math.cos((tau + OFFSET) / (1 + OFFSET) * Math.PI / 2);
    }

    @Override
    public double[] gridTimes() {
        return EvenGrid.times(steps, steps);
    }

    @Override
    public double a(double t) {
        return Math.cos(angle.value(t));
    }

    @Override
    public double s(double t) {
        return Math.sin(angle.value(t));
    }

    @Override
    public double wronskian(double t) {
        return -angle.slope(t);
    }
}
