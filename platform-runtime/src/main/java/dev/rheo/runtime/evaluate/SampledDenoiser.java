package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.sample.Sampler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that a sampler draws from, read as a denoiser. */
record SampledDenoiser(Sampler sampler, Scaling scaling, GaussianPath path, Conditioning conditioning)
        implements DenoisingModel {
    @Override
    public Points trained(Rows rows) {
        return scaling.toTraining(rows.points());
    }

    @Override
    public double[] units() {
        double[] units = scaling.scale().clone();
        for (int i = 0; i < units.length; i++) {
            units[i] = Math.abs(units[i]);
        }
        return units;
    }

    @Override
    public Points denoised(Points x, double t, Rows of) {
        return sampler.view(Dynamics::denoised, x, t, conditioning.of(of))
                .orElseThrow(() -> new MetricException("the model gives no expected datum"));
    }

    @Override
    public Optional<Points> varianceShare(Points x, double t, Rows of) {
        return sampler.view(Dynamics::varianceShare, x, t, conditioning.of(of));
    }

    @Override
    public Points denoised(Points x, double t, int @Nullable [] labels) {
        return denoised(x, t, labelled(x, labels));
    }

    @Override
    public Optional<Points> varianceShare(Points x, double t, int @Nullable [] labels) {
        return varianceShare(x, t, labelled(x, labels));
    }

    /** Rows that have labels only; what they are is not asked. */
    private static Rows labelled(Points x, int @Nullable [] labels) {
        return new Rows(x, SampleShape.of(x.dimension()), labels, 0);
    }
}
