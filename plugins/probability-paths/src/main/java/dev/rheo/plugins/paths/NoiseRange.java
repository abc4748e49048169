package dev.rheo.plugins.paths;

import dev.rheo.api.component.Problems;

/** The rule for options sigmaMin and sigmaMax. */
final class NoiseRange {
    private NoiseRange() {}

    static void check(double sigmaMin, double sigmaMax, Problems problems) {
        if (!(sigmaMin < sigmaMax)) {
            problems.error(
                    "sigmaMax",
                    "the noise has to grow from data to source, from " + sigmaMin + " to more than that",
                    "give a sigmaMax above sigmaMin");
        }
    }
}
