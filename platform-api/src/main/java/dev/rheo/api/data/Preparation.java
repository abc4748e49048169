package dev.rheo.api.data;

import dev.rheo.api.component.Option;

/**
 * What every data set offers beside its own options; put it into a configuration record with
 * {@code @Inline Preparation preparation}. The host splits and standardises; standardisation is undone on output.
 *
 * @param heldOut fraction of the rows kept from training
 * @param standardise how values are shifted and scaled for training
 * @param flip whether training mirrors pictures at random
 * @param dequantise whether training spreads quantised values over their step
 * @param quantum the step, where the data's header does not tell
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
        Standardise standardise,

        @Option(
                value =
                        "Whether training mirrors pictures left to right, each with probability 1/2 each time it is seen.",
                defaultsTo = "false")
        boolean flip,

        @Option(
                value =
                        "Whether training adds to every number a uniform share of the step between neighbouring values, another one"
                                + " each time it is seen, so that the model has a density and bits-per-dim is a bound; undone on output.",
                defaultsTo = "false",
                source = "Theis et al. 2016, arXiv 1511.01844, sec. 3.1")
        boolean dequantise,

        @Option(
                value =
                        "Step between neighbouring values of quantised data; 0: what the data's header tells (pictures and files of"
                                + " 8-bit numbers).",
                defaultsTo = "0",
                min = 0,
                unit = "the data's")
        double quantum) {
    /** Rows as they are each time they are seen. */
    public Preparation(double heldOut, Standardise standardise) {
        this(heldOut, standardise, false, false, 0);
    }

    /** How values are shifted and scaled for training. Statistics come from the training rows. */
    public enum Standardise {
        NONE,
        GLOBAL,
        PER_FEATURE,
        RANGE
    }
}
