package dev.rheo.api.evaluate;

import dev.rheo.api.component.Option;

/**
 * How the divergence of a flow is computed; put it into the configuration of a metric of likelihoods with
 * {@code @Inline Divergence divergence}.
 *
 * @param exactUpTo most dimensions with the exact trace
 * @param probe distribution of the estimate's probes
 * @param probes number of them
 */
public record Divergence(
        @Option(
                value =
                        "Most numbers in a sample for which the divergence is exact, by as many vector–Jacobian products for"
                                + " each step; of larger samples it is estimated.",
                defaultsTo = "32",
                min = 0,
                max = 1e6)
        int exactUpTo,

        @Option(
                value =
                        "Probes of the estimate: rademacher (signs; the smaller variance) or gaussian. Each sample keeps its"
                                + " own through the whole solve.",
                defaultsTo = "rademacher",
                source = "Hutchinson 1990; Grathwohl et al. 2019, arXiv 1810.01367")
        Probe probe,

        @Option(
                value =
                        "Probes to average for each sample: the estimate's variance falls, and its cost rises, by this factor.",
                defaultsTo = "1",
                min = 1,
                max = 1e4)
        int probes) {
    /** The distribution of a probe v: mean 0, covariance I. */
    public enum Probe {
        RADEMACHER,
        GAUSSIAN
    }

    /** Exact, whatever the dimension. */
    public static Divergence exact() {
        return new Divergence(Integer.MAX_VALUE, Probe.RADEMACHER, 1);
    }
}
