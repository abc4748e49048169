package dev.rheo.runtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an autoencoder that a flow is based on.
 *
 * @param latentShape sizes of one latent
 * @param scale what its latents are multiplied by: one over their standard deviation on the training rows
 * @param latentMean mean of the training rows' latents, before that
 * @param latentDeviation their standard deviation
 * @param kl mean divergence of a row's latent from the standard normal law, in nats; null for an encoder without variance
 * @param rows what the reconstruction was measured on: held-out rows, or training rows where none are held out
 * @param error mean square error of their reconstruction, per feature in training units
 * @param trainingError the same, on the training rows
 * @param variance mean square distance of {@code rows} from the mean of the training rows, per feature: what the error is
 *     compared with
 * @param from where the parameters were taken from; null if they were made for this run
 * @param parameterHash {@link ParameterHash} of the parameters, the encoder's first
 */
public record AutoencoderFacts(
        int formatVersion,
        List<Integer> latentShape,
        double scale,
        double latentMean,
        double latentDeviation,
        @Nullable Double kl,
        long rows,
        double error,
        double trainingError,
        double variance,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String from,
        String parameterHash) {
    public static final int VERSION = 1;

    /** @throws IllegalArgumentException if the scale is none */
    public AutoencoderFacts {
        latentShape = List.copyOf(latentShape);
        if (!(Double.isFinite(scale) && scale > 0)) {
            throw new IllegalArgumentException("a latent scale of " + scale);
        }
    }
}
