package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Value;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * Implicit score matching: denoising score matching less what no model changes, without using the noise that was added. Its
 * minimum is −½ E λ |∇ log p_t|², below 0. The loss is divided by the number of dimensions.
 */
@RheoComponent(
        name = "implicit-score-matching",
        summary = "Score matching by the network's own divergence, exact or estimated.",
        formula = "E λ(t) (½ |s_θ|² + tr ∂s_θ/∂x) / d",
        source = "Hyvärinen 2005, theorem 1; Hutchinson 1990")
public final class ImplicitScoreMatching extends ByParts {
    /** Options. */
    public record Config(
            @Inline Form form,

            @Option(
                    value =
                            "exact: one backward pass for each number of a sample, for few of them; hutchinson: vᵀ (∂s/∂x) v,"
                                    + " one backward pass for each probe.",
                    defaultsTo = "exact")
            Trace trace,

            @Option(
                    value = "What hutchinson draws probes from; signs have the smaller variance.",
                    defaultsTo = "rademacher",
                    source = "Hutchinson 1990")
            Probe probe,

            @Option(value = "Probes of each row for hutchinson.", defaultsTo = "1", min = 1, max = 64)
            int probes)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return form.traits();
        }
    }

    private final Trace trace;

    @Inject
    public ImplicitScoreMatching(Config config, ProbabilityPath path) {
        super(config.form(), path, config.probe(), config.trace() == Trace.EXACT ? 0 : config.probes());
        this.trace = config.trace();
    }

    @Override
    Value square(Parts parts) {
        return parts.sum(parts.program().square(parts.out()));
    }

    @Override
    Value trace(Parts parts) {
        return trace == Trace.EXACT
                ? parts.program().divergence(parts.out(), parts.xt())
                : averaged(parts, parts::along);
    }
}
