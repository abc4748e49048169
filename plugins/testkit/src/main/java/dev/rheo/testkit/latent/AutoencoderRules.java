package dev.rheo.testkit.latent;

import dev.rheo.api.latent.FittedAutoencoder;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;

/** The rules of autoencoders, fitted and trained. Graphs are compiled and run in float64 by the lab. */
public final class AutoencoderRules {
    private AutoencoderRules() {}

    /** All rules; those that do not speak of an autoencoder leave it alone. */
    public static List<Rule<AutoencoderSubject>> all() {
        return List.of(
                new Rule<>(
                        "AE1",
                        "rows of an affine space of the latent's dimension come back as they were",
                        Status.OPTIONAL,
                        AutoencoderSubject::linear,
                        FitRules::exact),
                new Rule<>(
                        "AE2",
                        "what is supported can be built, and what is not is refused with a reason and a remedy",
                        GraphRules::supported),
                new Rule<>("AE3", "the definition is the same on every call", GraphRules::deterministic),
                new Rule<>(
                        "AE4",
                        "rows of a batch do not see each other, and results are finite, far out too",
                        GraphRules::rows),
                new Rule<>(
                        "AE5",
                        "a fit gives every parameter finite numbers, the same for the same rows from any thread, and leaves the"
                                + " rows as they are",
                        subject -> subject.autoencoder() instanceof FittedAutoencoder,
                        FitRules::pure),
                new Rule<>(
                        "AE6",
                        "the loss's gradients by the compiler, by torch.autograd and by differences agree",
                        subject -> subject.autoencoder() instanceof TrainedAutoencoder,
                        LossRules::gradients),
                new Rule<>(
                        "AE7",
                        "the loss is the larger the farther what is decoded is from the sample",
                        subject -> subject.autoencoder() instanceof TrainedAutoencoder,
                        LossRules::reconstruction),
                new Rule<>(
                        "AE8",
                        "the training has steps, rows and an optimizer with a learning rate",
                        subject -> subject.autoencoder() instanceof TrainedAutoencoder,
                        LossRules::training));
    }
}
