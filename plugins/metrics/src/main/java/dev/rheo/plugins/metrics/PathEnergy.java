package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * How much work the flow does on its way, in the units of training:
 *
 * <ul>
 *   <li>{@code path-energy} PE = E ∫ |v(x_t, t)|² dt; an exact flow has at least W2²(q0, q1) (Benamou and Brenier);
 *   <li>{@code normalised-path-energy} |PE − W2²(q0, q1)| / W2²(q0, q1), W2² exactly between source samples and data;
 *   <li>{@code straightness} E ∫ |(x1 − x0) − v(x_t, t)|² dt, 0 for straight trajectories.
 * </ul>
 */
@RheoComponent(
        name = "path-energy",
        summary = "Path energy, normalised path energy and straightness of the flow.",
        source = "Tong et al. 2024, arXiv 2302.00482; Liu et al. 2022, arXiv 2209.03003")
public final class PathEnergy implements Metric {
    /** What {@code path-energy} may be told. */
    public record Config(
            @Option(
                    value =
                            "Most samples to match for W2 between source and data; above 2048 as many trajectories are followed.",
                    defaultsTo = "2000",
                    min = 2,
                    max = 10000)
            int samples)
            implements ComponentConfig {}

    /** How many the host follows by itself. */
    private static final int TRAJECTORIES = 2048;

    private final Config config;

    @Inject
    public PathEnergy(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        FlowTrace trace = config.samples() > TRAJECTORIES ? evaluation.flow(config.samples()) : evaluation.flow();
        int n = Math.min(
                config.samples(), Math.min(trace.source().count(), trace.data().count()));
        if (n < 2) {
            throw new MetricException("needs at least two trajectories and two rows of data; raise sample.count");
        }
        Comparison.usable(trace.end());
        double least = Assignment.meanSquaredDistance(
                trace.source().slice(0, n), trace.data().slice(0, n));
        if (!(least > 0)) {
            throw new MetricException("source and data are the same points, so there is no distance to normalise by");
        }
        Map<String, Double> details = Map.of("w2-squared", least, "samples", (double) n, "trajectories", (double)
                trace.source().count());
        Map<String, Double> sizes = Map.of("samples", (double) n);
        double energy = trace.pathEnergy();
        return List.of(
                new Measurement(
                        "path-energy",
                        energy,
                        Double.NaN,
                        Better.LOWER,
                        details,
                        "mean of the squared speed over the trajectories, in training units; at least w2-squared for an"
                                + " exact flow"),
                new Measurement(
                        "normalised-path-energy",
                        Math.abs(energy - least) / least,
                        Double.NaN,
                        Better.LOWER,
                        sizes,
                        "relative excess of the path energy over the squared Wasserstein distance of source and data"),
                new Measurement(
                        "straightness",
                        trace.straightness(),
                        Double.NaN,
                        Better.LOWER,
                        sizes,
                        "mean squared deviation of the velocity from the straight line, 0 for straight trajectories"));
    }
}
