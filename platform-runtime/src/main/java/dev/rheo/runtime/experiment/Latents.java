package dev.rheo.runtime.experiment;

import dev.rheo.api.data.SampleShape;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.Support;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.manifest.SourceMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the autoencoder of an experiment for the data's shape. */
final class Latents {
    private static final String PLACE = "autoencoder";

    private final SourceMap sources;
    private final Consumer<Diagnostic> problems;

    Latents(SourceMap sources, Consumer<Diagnostic> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /**
     * @param space null for a flow of the data itself
     * @param state shape of what the flow carries
     */
    record Found(@Nullable LatentSpace space, SampleShape state) {}

    /** Empty after an error. */
    Optional<Found> of(Planner.Wired wired) {
        Autoencoder autoencoder = wired.parts().autoencoder();
        SampleShape sample = wired.data().shape();
        if (autoencoder == null) {
            return Optional.of(new Found(null, sample));
        }
        Shape shape = LatentSpace.shape(sample);
        Optional<Support> support =
                new Inquiry(sources, problems).ask(PLACE, autoencoder, () -> autoencoder.supports(shape));
        if (support.isEmpty()) {
            return Optional.empty();
        }
        if (support.get() instanceof Support.No no) {
            refuse(no.why(), no.remedy());
            return Optional.empty();
        }
        return prepared(wired) ? space(autoencoder, sample) : Optional.empty();
    }

    /** Rows are encoded once, before training, so they cannot differ from step to step. */
    private boolean prepared(Planner.Wired wired) {
        boolean flip = wired.parts().data().preparation().flip();
        boolean dequantise = wired.parts().data().preparation().dequantise();
        if (flip || dequantise) {
            String option = flip ? "flip" : "dequantise";
            problems.accept(Diagnostic.error(
                    ExperimentCode.LATENTS,
                    sources.mark("data." + option),
                    "data." + option
                            + " changes rows each time that they are seen, and an autoencoder encodes them once",
                    "The flow is trained on latents that are computed before its first step.",
                    "Leave data." + option + " out, or the autoencoder."));
        }
        return !flip && !dequantise;
    }

    private Optional<Found> space(Autoencoder autoencoder, SampleShape sample) {
        try {
            LatentSpace space = LatentSpace.of(autoencoder, sample);
            return Optional.of(new Found(space, space.latent()));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code
            refuse(
                    "the autoencoder cannot be built for samples of shape " + sample + ": " + e.getMessage(),
                    "Change the autoencoder's options or its type.");
            return Optional.empty();
        }
    }

    private void refuse(String problem, String remedy) {
        problems.accept(Diagnostic.error(ExperimentCode.LATENTS, sources.mark(PLACE), problem, "", remedy));
    }
}
