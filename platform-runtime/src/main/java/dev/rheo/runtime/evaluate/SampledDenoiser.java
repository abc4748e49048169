package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.Sampler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that a sampler draws from, read as a denoiser.
 *
 * @param labelled whether the network is conditioned on labels
 */
record SampledDenoiser(Sampler sampler, Scaling scaling, GaussianPath path, boolean labelled)
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
    public Points denoised(Points x, double t, int @Nullable [] labels) {
        return sampler.view(Dynamics::denoised, x, t, Asked.of(used(labels)))
                .orElseThrow(() -> new MetricException("the model gives no expected datum"));
    }

    @Override
    public Optional<Points> varianceShare(Points x, double t, int @Nullable [] labels) {
        return sampler.view(Dynamics::varianceShare, x, t, Asked.of(used(labels)));
    }

    private int @Nullable [] used(int @Nullable [] labels) {
        if (labelled && labels == null) {
            throw new MetricException("the network is conditioned on labels, and the rows have none");
        }
        return labelled ? labels : null;
    }
}
