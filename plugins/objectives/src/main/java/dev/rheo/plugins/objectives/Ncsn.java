package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * Denoising score matching over levels of noise with the score network F(x, t)/σ: E σ^p |F/σ + x0/σ|². With p = 2 every level
 * counts alike. The level reaches the network as its flow time.
 */
@RheoComponent(
        name = "ncsn",
        summary = "Noise-conditional score network: denoising score matching with the network divided by σ.",
        formula = "E σ^p |F(x_t, t)/σ + x0/σ|²",
        source = "Song and Ermon 2019, eq. 5 and 6; division by σ: Song and Ermon 2020, technique 3")
public final class Ncsn implements RegressionObjective {
    /** Options. */
    public record Config(
            @Option(
                    value =
                            "p, the power of σ that the error of the score is weighted by; 2 makes all levels count alike.",
                    defaultsTo = "2",
                    min = 0,
                    max = 8,
                    source = "Song and Ermon 2019, section 4.2")
            double annealPower,

            @Option(
                    value =
                            "Whether the network sees x/√(a² + σ²), of about unit variance for standardised data, in place"
                                    + " of x. Worth it where σ goes far beyond 1.",
                    defaultsTo = "false",
                    source = "false: Song and Ermon 2019; true: the c_in of Karras et al. 2022")
            boolean scaleInput)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return NoisePaths.score();
        }
    }

    private final Config config;
    private final GaussianPath path;

    @Inject
    public Ncsn(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = NoisePaths.of(path);
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return Prediction.SCORE;
    }

    @Override
    public Preconditioning preconditioning() {
        return new Preconditioning() {
            @Override
            public double out(double t) {
                return 1 / path.s(t);
            }

            @Override
            public double in(double t) {
                return config.scaleInput ? 1 / Math.hypot(path.a(t), path.s(t)) : 1;
            }
        };
    }

    @Override
    public boolean weighted() {
        return config.annealPower != 2;
    }

    /** σ^(p − 2) on the error of the network, which is σ times that of the score; 0 where there is no noise. */
    @Override
    public double weight(double t) {
        double s = path.s(t);
        return config.annealPower == 2 ? 1 : s > 0 ? Math.pow(s, config.annealPower - 2) : 0;
    }
}
