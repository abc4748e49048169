package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.test.FlowLab;
import dev.rheo.runtime.engine.TorchEngine;
import java.util.stream.IntStream;

/** The lab on the host's loop. */
public final class HostFlowLab implements FlowLab {
    private static final TimeGrid EVEN = (path, span, steps) -> IntStream.rangeClosed(0, steps)
            .mapToDouble(i -> i == steps ? span.to() : span.from() + span.length() * i / steps)
            .toArray();

    @Override
    public double[] logDensity(
            Field velocity,
            ProbabilityPath path,
            SourceDistribution source,
            Solver solver,
            Divergence divergence,
            Points rows) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        LikelihoodSolver likelihood = new LikelihoodSolver(
                path, solver, EVEN, x0 -> source.logDensity(x0).orElseThrow());
        try (NDManager manager = engine.newManager()) {
            return likelihood.solve(
                    manager, velocity, rows, new Shape(rows.dimension()), divergence, new RandomStreams(0), 0);
        }
    }
}
