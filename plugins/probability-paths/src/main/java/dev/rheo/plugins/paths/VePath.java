package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = x1 + s x0 with s = σ_min r^τ (geometric) or σ_min √(r^{2τ} − 1) (strict), r = σ_max/σ_min, τ = 1 − t. The strict
 * form is the kernel of the SDE dx = σ √(2 ln r) dw begun at a datum; the geometric one, begun σ_min away from it, is what
 * the paper's code trains.
 */
@RheoComponent(
        name = "ve",
        summary = "The variance-exploding diffusion: noise of geometrically growing scale on an unscaled datum.",
        formula = "x_t = x1 + s x0, s = σ_min r^τ or σ_min √(r^(2τ) − 1), r = σ_max/σ_min, τ = 1 − t",
        source = "Song et al. 2021, eq. 9, 29 and 30, and their code")
public final class VePath extends VarianceExplodingPath {
    /** Which standard deviation. */
    public enum Form {
        GEOMETRIC,
        STRICT
    }

    public record Config(
            @Option(
                    value = "Standard deviation of the noise next to the data.",
                    defaultsTo = "0.01",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Song et al. 2021, appendix C")
            double sigmaMin,

            @Option(
                    value = "Standard deviation of the noise at the source, about the largest distance between data.",
                    defaultsTo = "50",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Song et al. 2021, appendix C; Song and Ermon 2020, technique 1")
            double sigmaMax,

            @Option(
                    value =
                            "geometric: noise of sigmaMin is left at t = 1, as in the paper's code; strict: none is, as in"
                                    + " the paper.",
                    defaultsTo = "geometric",
                    source = "Song et al. 2021, code (sde_lib.py); eq. 29")
            Form form,

            @Option(
                    value =
                            "In the strict form, training and sampling end this much before t = 1, where the velocity of"
                                    + " single pairs has unbounded variance.",
                    defaultsTo = "1e-5",
                    min = 0,
                    above = true,
                    max = 0.5,
                    unit = "flow time",
                    source = "Song et al. 2021, code: training and sampling end at 1e-5")
            double cutoff)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }

        @Override
        public void check(Problems problems) {
            NoiseRange.check(sigmaMin, sigmaMax, problems);
        }
    }

    private final double sigmaMin;
    private final double logRatio;
    private final boolean strict;

    @Inject
    public VePath(Config config) {
        super(config.form() == Form.STRICT ? config.cutoff() : 0);
        this.sigmaMin = config.sigmaMin();
        this.logRatio = Math.log(config.sigmaMax() / config.sigmaMin());
        this.strict = config.form() == Form.STRICT;
    }

    @Override
    public double s(double t) {
        double power = logRatio * (1 - t);
        return sigmaMin * (strict ? Math.sqrt(Math.expm1(2 * power)) : Math.exp(power));
    }

    @Override
    public double ds(double t) {
        double s = s(t);
        return -logRatio * (strict ? s + sigmaMin * sigmaMin / s : s);
    }

    @Override
    double tauOf(double sigma) {
        double ratio = sigma / sigmaMin;
        return (strict ? Math.log1p(ratio * ratio) / 2 : Math.log(ratio)) / logRatio;
    }
}
