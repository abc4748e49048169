package dev.rheo.api.test;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Solver;
import java.util.ServiceLoader;

/** Follows flows for tests, in float32 and by the host's own loop. Found by {@link ServiceLoader}; the runtime has the implementation. */
public interface FlowLab {
    /** The lab on the class path. */
    static FlowLab open() {
        return ServiceLoader.load(FlowLab.class, FlowLab.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No lab on the class path. Add the test-scope dependency dev.rheo:platform-testkit."));
    }

    /**
     * log p at each row, as metrics of likelihood are given it: see {@link dev.rheo.api.evaluate.Evaluation#logDensity}.
     * A solver with fixed steps takes equal ones.
     *
     * @param velocity of the flow along {@code path}, differentiable
     * @param rows vectors in training units
     */
    double[] logDensity(
            Field velocity,
            ProbabilityPath path,
            SourceDistribution source,
            Solver solver,
            Divergence divergence,
            Points rows);
}
