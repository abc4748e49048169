package dev.rheo.runtime.run;

import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.store.AutoencoderFacts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a report tells of a flow's autoencoder. */
final class LatentFacts {
    private LatentFacts() {}

    /** The reconstruction of held-out rows, as a row of the metrics. */
    static Measurement measurement(AutoencoderFacts facts) {
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("training-error", facts.trainingError());
        details.put("unexplained", facts.variance() > 0 ? facts.error() / facts.variance() : 0);
        details.put("latent-scale", facts.scale());
        details.put("latent-mean", facts.latentMean());
        details.put("latent-deviation", facts.latentDeviation());
        if (facts.kl() != null) {
            details.put("kl", facts.kl());
        }
        details.put("references", (double) facts.rows());
        return new Measurement(
                "reconstruction-error",
                facts.error(),
                Double.NaN,
                Measurement.Better.LOWER,
                details,
                "Mean square error of encoding and decoding held-out rows (training rows where none are held out), per number"
                        + " of a sample in training units: what no flow of latents can do better than. 'unexplained' is its share"
                        + " of the rows' variance; 'kl' is in nats a row.");
    }

    /** One line. */
    static String text(Blueprint blueprint, AutoencoderFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append("shape ").append(new SampleShape(facts.latentShape()));
        text.append(String.format(Locale.ROOT, ", scale %.4g", facts.scale()));
        LatentSpace space = blueprint.latents();
        if (space != null) {
            long parameters = space.graphs().encoder().parameterCount()
                    + space.graphs().decoder().parameterCount();
            text.append(String.format(Locale.ROOT, ", autoencoder of %,d parameters", parameters));
            space.autoencoder()
                    .facts()
                    .forEach((name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4g", name, value)));
        }
        return facts.from() == null ? text.toString() : text + ", taken from " + facts.from();
    }
}
