package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.sample.SolveException;
import java.util.stream.DoubleStream;

/** The density of a trained flow in the data's own units. */
final class ModelDensity {
    private final Sampler sampler;
    private final Scaling scaling;
    private final Conditioning conditioning;

    ModelDensity(Sampler sampler, Scaling scaling, Conditioning conditioning) {
        this.sampler = sampler;
        this.scaling = scaling;
        this.conditioning = conditioning;
    }

    /** y = (x − shift) / scale, so log p(x) = log p(y) − Σ log |scale|. */
    double[] at(Rows rows, Divergence divergence) {
        Asked asked = conditioning.of(rows);
        Points trained = scaling.toTraining(rows.points());
        double stretch = DoubleStream.of(scaling.scale())
                .map(scale -> Math.log(Math.abs(scale)))
                .sum();
        try {
            double[] density = sampler.logDensity(trained, asked, divergence);
            for (int i = 0; i < density.length; i++) {
                density[i] -= stretch;
            }
            return density;
        } catch (SolveException e) {
            throw new MetricException("the flow could not be followed back from the data: " + e.getMessage());
        }
    }
}
