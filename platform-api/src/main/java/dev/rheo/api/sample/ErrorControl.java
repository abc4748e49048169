package dev.rheo.api.sample;

import dev.rheo.api.component.Option;

/**
 * The options that every adaptive solver has; put them into a configuration record with {@code @Inline ErrorControl
 * errors} and return {@link #stepping} from the solver.
 *
 * @param rtol relative tolerance
 * @param atol absolute tolerance
 * @param control what the next step is computed from
 * @param maxSteps attempts after which the solve fails
 */
public record ErrorControl(
        @Option(
                value = "Relative error allowed in a step, root mean square over the batch.",
                defaultsTo = "1e-5",
                min = 0,
                above = true,
                max = 1)
        double rtol,

        @Option(
                value = "Absolute error allowed in a step, in training units, root mean square over the batch.",
                defaultsTo = "1e-5",
                min = 0,
                above = true,
                unit = "(standardised) data")
        double atol,

        @Option(
                value =
                        "What the next step's size is computed from: i, the error of the last step; pi, also that of the"
                                + " step before it, for smoother steps where the field stiffens.",
                defaultsTo = "i",
                source =
                        "Hairer, Nørsett, Wanner: Solving ODEs I, II.4; pi: Gustafsson 1991, exponents of Hairer's DOPRI5")
        Stepping.Control control,

        @Option(value = "Attempted steps after which the solve fails.", defaultsTo = "10000", min = 1)
        int maxSteps) {
    /** Steps so controlled, that shrink to a fifth and grow tenfold at most, and aim at nine tenths of the step allowed. */
    public Stepping.Adaptive stepping() {
        return new Stepping.Adaptive(rtol, atol, control, 0.9, 0.2, 10, maxSteps);
    }
}
