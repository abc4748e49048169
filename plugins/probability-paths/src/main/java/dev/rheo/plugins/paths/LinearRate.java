package dev.rheo.plugins.paths;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import java.util.Locale;

/**
 * A noise rate that grows linearly in diffusion time, β(τ) = β_min + (β_max − β_min) τ, and its integral
 * B(τ) = β_min τ + (β_max − β_min) τ²/2, written beside the other options of a path.
 */
public record LinearRate(
        @Option(
                value = "Noise rate β at the data end.",
                defaultsTo = "0.1",
                min = 0,
                above = true,
                unit = "per unit of time",
                source = "Song et al. 2021, appendix C")
        double betaMin,

        @Option(
                value = "Noise rate β at the source end.",
                defaultsTo = "20",
                min = 0,
                above = true,
                unit = "per unit of time",
                source = "Song et al. 2021, appendix C")
        double betaMax) {
    private static final double LARGEST_LEAK = 0.1;

    /** β(τ). */
    double at(double tau) {
        return betaMin + (betaMax - betaMin) * tau;
    }

    /** B(τ) = ∫ β. */
    double integral(double tau) {
        return tau * (betaMin + 0.5 * (betaMax - betaMin) * tau);
    }

    /** The τ at which B(τ) is {@code integral}, 1 if it never is. */
    double tauOf(double integral) {
        double inside = Math.min(integral, integral(1));
        return 2 * inside / (betaMin + Math.sqrt(betaMin * betaMin + 2 * (betaMax - betaMin) * inside));
    }

    /** How much of the datum is still present at t = 0. */
    double leak() {
        return Math.exp(-0.5 * integral(1));
    }

    void check(Problems problems) {
        checkLeak(leak(), "raise betaMin + betaMax above 10; the usual values are 0.1 and 20", problems);
    }

    /** Warns if the datum is present at t = 0 by more than sampling forgives. */
    static void checkLeak(double leak, String remedy, Problems problems) {
        if (leak > LARGEST_LEAK) {
            problems.warning(
                    "betaMax",
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the datum is still present at t = 0, where sampling starts from pure noise",
                            100 * leak),
                    remedy);
        }
    }
}
