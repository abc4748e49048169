package dev.rheo.api.track;

/**
 * One named parameter and its gradient at one step. Root mean squares and largest magnitudes; the gradient is the one that
 * the optimizer got, clipped if the run clips.
 */
public record ParameterStatistics(
        String name, double weightRms, double weightMax, double gradientRms, double gradientMax) {}
