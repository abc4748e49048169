package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * −log p of held-out rows under ancestral sampling, at most: the divergence of the noised datum from the source, that of
 * every step's posterior from the model's step, and −log of the last step's own probability of the datum. For quantised
 * data that is the probability of its cell, cells at both ends of the data's range being open, in bits for each number; for
 * other data it is a density, in nats for each row. Which steps the model is sampled with does not matter: the bound is that
 * of all steps of a path of discrete time, or of {@code steps} even ones.
 */
@RheoComponent(
        name = "variational-bound",
        summary = "The full variational bound of a diffusion: prior, every step, and the (discretised) decoder.",
        formula = "KL(q(x_K|x) ‖ p) + Σ KL(q(x_{k−1}|x_k, x) ‖ p(x_{k−1}|x_k)) − log p(x|x_1)",
        source = "Ho et al. 2020, eq. 5 and 13; Nichol and Dhariwal 2021")
public final class VariationalBound implements Metric {
    /** The variance of a step. */
    public enum Variance {
        MODEL,
        FIXED_SMALL,
        FIXED_LARGE
    }

    /** What {@code variational-bound} may be told. */
    public record Config(
            @Option(
                    value = "Steps of a path of continuous time. One of discrete time has its own.",
                    defaultsTo = "1000",
                    min = 2,
                    max = 1e6)
            int steps,

            @Option(
                    value =
                            "Variance of a step: model (what the objective ddpm was trained with, learned or not; fixed-small"
                                    + " for models of other objectives), fixed-small or fixed-large.",
                    defaultsTo = "model",
                    source = "Ho et al. 2020, section 3.2; Nichol and Dhariwal 2021, eq. 15")
            Variance variance,

            @Option(
                    value =
                            "Step between neighbouring values of the data; 0: what the data's header tells (pictures and files"
                                    + " of 8-bit numbers), or none, for data that is not quantised.",
                    defaultsTo = "0",
                    min = 0,
                    unit = "the data's")
            double step,

            @Option(
                    value = "Most held-out rows to measure at; each costs an evaluation of the network for every step.",
                    defaultsTo = "200",
                    min = 2,
                    max = 1e6)
            int samples)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.NONE
                    .requires(
                            TraitNames.PATH_GAUSSIAN, "its steps are written in the coefficients of x_t = a x1 + s x0")
                    .requires(TraitNames.PATH_ONE_SIDED, "the bound is that of a diffusion, whose source is its noise")
                    .excludes(
                            TraitNames.DATA_ENCODED,
                            "the flow is one of latents, and a bound of theirs is none of the data")
                    .requires(TraitNames.DYNAMICS_DENOISED, "every step goes through the datum that the model expects")
                    .requires(
                            TraitNames.DYNAMICS_SCORE,
                            "the posterior of a step is Gaussian only if the noise is standard normal whatever the datum")
                    .excludes(
                            TraitNames.FIELD_GUIDED,
                            "a guided model is not the model of the data given the label: guidance sharpens it");
        }
    }

    private final Config config;

    @Inject
    public VariationalBound(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        DenoisingModel model = evaluation
                .denoiser()
                .orElseThrow(() -> new MetricException("the model is not sampled along a Gaussian path"));
        Rows rows = HeldOutDensity.rows(evaluation, config.samples());
        OptionalDouble step = config.step() > 0 ? OptionalDouble.of(config.step()) : evaluation.quantum();
        Decoder decoder = step.isPresent()
                ? Decoder.ofCells(evaluation, rows, model.units(), step.getAsDouble())
                : Decoder.ofDensity(model.units());
        BoundTerms terms = BoundTerms.of(model, rows, config, decoder, evaluation.draws("variational-bound"));
        return List.of(step.isPresent() ? bits(terms, step.getAsDouble()) : nats(terms));
    }

    private static Measurement bits(BoundTerms terms, double step) {
        double each = terms.dimension() * Math.log(2);
        return measurement(
                "bound-bits-per-dim",
                terms,
                1 / each,
                "bits for each number of a held-out row under ancestral sampling, at most, at the precision of the data"
                        + " (steps of " + step + ")");
    }

    private static Measurement nats(BoundTerms terms) {
        return measurement(
                "negative-log-likelihood-bound",
                terms,
                1,
                "−log p of a held-out row under ancestral sampling, at most, in nats and in the data's units");
    }

    private static Measurement measurement(String name, BoundTerms terms, double factor, String meaning) {
        TreeMap<String, Double> details = new TreeMap<>();
        details.put("prior", terms.prior() * factor);
        details.put("steps", terms.steps() * factor);
        details.put("decoder", terms.decoder() * factor);
        details.put("standard-error", terms.error() * factor);
        details.put("samples", (double) terms.count());
        return new Measurement(name, terms.total() * factor, Double.NaN, Better.LOWER, details, meaning);
    }
}
