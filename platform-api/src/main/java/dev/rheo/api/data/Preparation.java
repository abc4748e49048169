package dev.rheo.api.data;

import dev.rheo.api.component.Option;

/**
 * What every data set offers beside its own options; put it into a configuration record with
 * {@code @Inline Preparation preparation}. The host splits and standardises; standardisation is undone on output.
 *
 * @param heldOut fraction of the rows kept from training
 * @param standardise how values are shifted and scaled for training
 */
public record Preparation(
        @Option(
                value = "Fraction of the rows that training never sees; metrics compare samples with them.",
                defaultsTo = "0.1",
                min = 0,
                max = 1,
                below = true)
        double heldOut,

        @Option(
                value = "Shift and scale for training, undone on output: none; global (one mean and standard"
                        + " deviation for all features); per-feature; range (smallest value to -1, largest to 1).",
                defaultsTo = "none")
        Standardise standardise) {
    /** How values are shifted and scaled for training. Statistics come from the training rows. */
    public enum Standardise {
        NONE,
        GLOBAL,
        PER_FEATURE,
        RANGE
    }
}
