package dev.rheo.runtime.experiment;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.wire.Wiring;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that was found to fit together and can be trained.
 *
 * @param spec the manifest with every default
 * @param wiring builds the components that are not in {@code parts}: metrics and trackers
 * @param parts the others
 * @param random the root of all its randomness
 * @param data the data's header
 * @param training what the objective is told
 * @param network the network's graph
 * @param loss the loss as a program on the network
 * @param latents what the flow is one of, if not of the data itself
 */
public record Blueprint(
        ExperimentSpec spec,
        Wiring wiring,
        Parts parts,
        RandomStreams random,
        DataInfo data,
        TrainingSpec training,
        Graph network,
        Graph loss,
        @Nullable LatentSpace latents) {
    /** The shape of what the flow carries: of a latent, or of a sample. */
    public SampleShape state() {
        return latents == null ? data.shape() : latents.latent();
    }

    public NetworkSpec networkSpec() {
        return training.network();
    }
}
