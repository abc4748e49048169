package dev.rheo.plugins.guidance;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Guidance;
import jakarta.inject.Inject;

/**
 * Classifier-free guidance: free + weight · (conditional − free), where free is the network's answer to the null class. The
 * weight w here is 1 + w of Ho and Salimans: 1 is the conditional field, 0 the unconditional one, above 1 samples are
 * pushed towards what tells their class from the others. Each field is asked only where it counts.
 */
@RheoComponent(
        name = "classifier-free",
        summary = "Classifier-free guidance, in an interval of flow time if wanted.",
        formula = "u = u_null + w (u_label − u_null)",
        source = "Ho and Salimans 2022, arXiv 2207.12598; interval: Kynkäänniemi et al. 2024, arXiv 2404.07724")
public final class ClassifierFree implements Guidance {
    /** What {@code classifier-free} may be told. */
    public record Config(
            @Option(
                    value =
                            "How far to go from the unconditional field (0) towards the conditional one (1) and beyond.",
                    defaultsTo = "2",
                    min = -100,
                    max = 100,
                    source = "Ho and Salimans 2022, eq. 6, whose w is this weight less 1")
            double weight,

            @Option(
                    value =
                            "Fraction of training rows whose label is replaced by the null class, and whose conditions are withheld.",
                    defaultsTo = "0.1",
                    min = 0,
                    max = 1,
                    below = true,
                    source = "Ho and Salimans 2022, p_uncond")
            double labelDropout,

            @Option(
                    value = "Flow time before which the conditional field alone is followed.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    unit = "flow time",
                    source = "Kynkäänniemi et al. 2024, their upper bound of noise levels")
            double from,

            @Option(
                    value = "Flow time after which the conditional field alone is followed.",
                    defaultsTo = "1",
                    min = 0,
                    max = 1,
                    unit = "flow time",
                    source = "Kynkäänniemi et al. 2024, their lower bound of noise levels")
            double to)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = weight == 1 ? Traits.NONE : Traits.of(TraitNames.FIELD_GUIDED);
            return traits.requires(
                    TraitNames.DATA_CONDITIONED,
                    "guidance sets the network's answer for a class or condition against its answer for none");
        }

        @Override
        public void check(Problems problems) {
            if (!(from < to)) {
                problems.error(
                        "to",
                        "the interval from " + from + " to " + to + " has no length",
                        "let 'from' be before 'to'; without both, guidance acts all the way");
            }
            if (labelDropout == 0 && weight != 1) {
                problems.error(
                        "labelDropout",
                        "a network that never trains without a label has no unconditional field to guide with",
                        "give a fraction above 0, for example 0.1, or weight: 1");
            }
        }
    }

    private final Config config;

    @Inject
    public ClassifierFree(Config config) {
        this.config = config;
    }

    @Override
    public double labelDropout() {
        return config.labelDropout;
    }

    /** A field with a derivative if both are. */
    @Override
    public Field guide(Field conditional, Field unconditional) {
        if (config.weight == 1) {
            return conditional;
        }
        return conditional instanceof DifferentiableField one && unconditional instanceof DifferentiableField other
                ? new Differentiable(one, other)
                : (x, t) -> guided(conditional, unconditional, x, t);
    }

    private boolean outside(double t) {
        return t < config.from || t > config.to;
    }

    private NDArray guided(Field conditional, Field unconditional, NDArray x, double t) {
        if (outside(t)) {
            return conditional.at(x, t);
        }
        if (config.weight == 0) {
            return unconditional.at(x, t);
        }
        return mixed(conditional.at(x, t), unconditional.at(x, t));
    }

    private NDArray mixed(NDArray sum, NDArray free) {
        try (free) {
            return sum.subi(free).muli(config.weight).addi(free);
        }
    }

    private final class Differentiable implements DifferentiableField {
        private final DifferentiableField conditional;
        private final DifferentiableField unconditional;

        Differentiable(DifferentiableField conditional, DifferentiableField unconditional) {
            this.conditional = conditional;
            this.unconditional = unconditional;
        }

        @Override
        public NDArray at(NDArray x, double t) {
            return guided(conditional, unconditional, x, t);
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            if (outside(t)) {
                return conditional.pullback(x, t, cotangent);
            }
            if (config.weight == 0) {
                return unconditional.pullback(x, t, cotangent);
            }
            Pullback one = conditional.pullback(x, t, cotangent);
            Pullback other = unconditional.pullback(x, t, cotangent);
            return new Pullback(mixed(one.value(), other.value()), mixed(one.product(), other.product()));
        }
    }
}
