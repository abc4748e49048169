package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import org.jspecify.annotations.Nullable;

/**
 * A law of the signal-to-noise ratio λ = ln(a²/s²) = −2 ln σ of a one-sided path, read as a law of flow time, in which λ
 * grows. It is truncated to the path's domain.
 */
abstract class LogSnrTimesteps implements TimestepSampler {
    private final @Nullable Truncated truncated;

    /** @param span where times may lie; the path's domain limits it further */
    LogSnrTimesteps(ProbabilityPath path, Interval span, Law law) {
        GaussianPath noise = oneSided(path);
        this.truncated = noise == null ? null : Truncated.of(noise, span, law);
    }

    /** What a sampler of noise levels needs. */
    static Traits traits() {
        String because = "its times are noise levels σ = s/a, which only a path whose noise is the source sample has";
        return Traits.NONE.requires(TraitNames.PATH_ONE_SIDED, because).requires(TraitNames.PATH_GAUSSIAN, because);
    }

    /** The path, if it has noise levels; others are refused by trait, after components have been built. */
    static @Nullable GaussianPath oneSided(ProbabilityPath path) {
        return path instanceof GaussianPath gaussian && gaussian.oneSided() ? gaussian : null;
    }

    /** A distribution of λ. */
    interface Law {
        double quantile(double u);

        double cumulative(double logSnr);

        double density(double logSnr);
    }

    @Override
    public double quantile(double u) {
        return law().quantile(u);
    }

    @Override
    public double cumulative(double t) {
        return law().cumulative(t);
    }

    @Override
    public double density(double t) {
        return law().density(t);
    }

    private Truncated law() {
        if (truncated == null) {
            throw new IllegalStateException("the path has no noise levels");
        }
        return truncated;
    }

    private record Truncated(GaussianPath path, Interval span, Law law, double below, double inside) {
        static Truncated of(GaussianPath path, Interval span, Law law) {
            Interval domain = path.domain();
            if (!(domain.clip(span.from()) < domain.clip(span.to()))) {
                throw new IllegalArgumentException("no time between " + span.from() + " and " + span.to()
                        + " lies in the path's domain " + domain.from() + " … " + domain.to());
            }
            Interval kept = new Interval(domain.clip(span.from()), domain.clip(span.to()));
            double below = law.cumulative(path.logSnr(kept.from()));
            return new Truncated(path, kept, law, below, law.cumulative(path.logSnr(kept.to())) - below);
        }

        double quantile(double u) {
            return span.clip(path.timeOfLogSnr(law.quantile(below + inside * u)));
        }

        double cumulative(double t) {
            if (t <= span.from()) {
                return 0;
            }
            return t >= span.to() ? 1 : (law.cumulative(path.logSnr(t)) - below) / inside;
        }

        /** dλ/dt = 2 D / (a s), of which nothing has to be finite at the ends. */
        double density(double t) {
            if (t < span.from() || t > span.to()) {
                return 0;
            }
            double density = law.density(path.logSnr(t)) / inside;
            return density == 0 ? 0 : density * 2 * path.wronskian(t) / (path.a(t) * path.s(t));
        }
    }
}
