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
 * Sliced score matching: score and derivative along random directions v with E v vᵀ = I, so that the loss has the value of
 * implicit score matching in the mean. The length of v is not normalised to 1, which would divide it by d. With variance
 * reduction |s|² itself stands for (vᵀ s)².
 */
@RheoComponent(
        name = "sliced-score-matching",
        summary =
                "Score matching along random directions, at the cost of one more backward pass whatever the dimension.",
        formula = "E λ(t) (½ (vᵀ s_θ)² + vᵀ (∂s_θ/∂x) v) / d",
        source = "Song et al. 2019, eq. 8 and 9")
public final class SlicedScoreMatching extends ByParts {
    /** Options. */
    public record Config(
            @Inline Form form,

            @Option(
                    value = "Whether |s|² stands for its estimate (vᵀ s)²: SSM-VR.",
                    defaultsTo = "true",
                    source = "Song et al. 2019, eq. 9")
            boolean varianceReduction,

            @Option(
                    value = "What directions are drawn from.",
                    defaultsTo = "rademacher",
                    source = "Song et al. 2019, section 3")
            Probe probe,

            @Option(value = "Directions of each row.", defaultsTo = "1", min = 1, max = 64)
            int slices)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return form.traits();
        }
    }

    private final boolean varianceReduction;

    @Inject
    public SlicedScoreMatching(Config config, ProbabilityPath path) {
        super(config.form(), path, config.probe(), config.slices());
        this.varianceReduction = config.varianceReduction();
    }

    @Override
    Value square(Parts parts) {
        return varianceReduction
                ? parts.sum(parts.program().square(parts.out()))
                : averaged(parts, v -> parts.program()
                        .square(parts.sum(parts.program().mul(v, parts.out()))));
    }

    @Override
    Value trace(Parts parts) {
        return averaged(parts, parts::along);
    }
}
