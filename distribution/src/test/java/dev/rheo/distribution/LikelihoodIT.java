package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Likelihoods of trained flows, and what has none. */
class LikelihoodIT {
    /** E log p of the mixture below, from 400 000 draws (standard error 0.002). */
    private static final double ENTROPY = 2.355;

    private static final String MIXTURE = """
            rheo: 1
            name: mixture
            seed: 3
            data:
              type: gaussian-mixture
              samples: 20000
              standardise: per-feature
              modes:
                - {weight: 0.5, mean: [1.5, 0.5], covariance: [0.30, 0.12, 0.12, 0.20]}
                - {weight: 0.3, mean: [-1.0, 1.2], covariance: [0.15, -0.05, -0.05, 0.40]}
                - {weight: 0.2, mean: [0.2, -1.6], covariance: [0.5, 0.0, 0.0, 0.1]}
            path: linear
            network: {type: mlp, width: 128, activation: silu}
            train: {steps: 2000, ema: 0.99, schedule: cosine, optimizer: {type: adam, learningRate: 2e-3}}
            sample: {count: 16, solver: {type: dopri5, rtol: 1e-4, atol: 1e-4}}
            evaluate:
              - log-likelihood
              - {type: log-likelihood, exactUpTo: 0}
            """;

    @TempDir
    private Path folder;

    private Finished rheo(String... arguments) {
        return Distribution.launch(folder, arguments);
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.yaml"), text);
    }

    private Path run(String manifest, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "run";
        all[1] = manifest;
        System.arraycopy(more, 0, all, 2, more.length);
        all[more.length + 2] = "--runs";
        all[more.length + 3] = folder.resolve("runs").toString();
        Finished finished = rheo(all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(folder.resolve("runs"));
    }

    @SuppressWarnings("unchecked")
    private static double number(Path run, String metric, String key) {
        return ((Map<String, Number>) Json.file(run.resolve("evaluation.json")).get(metric))
                .get(key)
                .doubleValue();
    }

    /** 1000 held-out rows: within 4 standard errors (0.033 each) and the 0.1 that a short training may miss. */
    @Test
    void aTrainedFlowComesNearTheEntropyOfItsData() throws IOException {
        Path run = run(manifest(MIXTURE).toString());

        double value = number(run, "log-likelihood", "value");
        double error = number(run, "log-likelihood", "standard-error");
        assertThat(error).isBetween(0.02, 0.05);
        assertThat(value).isBetween(-ENTROPY - 4 * error - 0.1, -ENTROPY + 4 * error);
        assertThat(number(run, "log-likelihood-2", "value")).isCloseTo(value, within(0.15));
        assertThat(number(run, "log-likelihood-2", "value")).isNotEqualTo(value);

        Finished drawn = rheo("sample", run.toString(), "solver=ddim", "--count", "4", "--out", "x.npy");
        assertThat(drawn.exit())
                .as("a draw may use what has no likelihood: " + drawn.all())
                .isZero();
    }

    @Test
    void bitsOfDigitsAreFiniteAndTheSameAgain() {
        Path run = run(
                "digits",
                "train.steps=200",
                "sample.count=16",
                "sample.solver={type: rk4, steps: 20}",
                "evaluate=[{type: bits-per-dim, step: 1}]");

        double first = number(run, "bits-per-dim", "value");
        assertThat(first).isBetween(0.5, 20.0);
        assertThat(rheo("evaluate", run.toString()).exit()).isZero();
        assertThat(number(run, "bits-per-dim", "value")).isEqualTo(first);
    }

    /**
     * x given c is normal about 20 c with deviation 3; the entropy of x alone is larger by 1.2. 400 held-out rows: within 4
     * standard errors (0.04 each), and the 0.2 that a short training and 300 steps may miss.
     */
    @Test
    void theVariationalBoundGivenAConditionComesNearTheConditionalEntropy() throws IOException {
        StringBuilder rows = new StringBuilder("x,c\n");
        Random random = new Random(5);
        for (int i = 0; i < 4000; i++) {
            double c = 100 + 2 * random.nextDouble();
            rows.append(20 * c + 3 * random.nextGaussian())
                    .append(',')
                    .append(c)
                    .append('\n');
        }
        Files.writeString(folder.resolve("given.csv"), rows);
        Path run = run(manifest("""
                        rheo: 1
                        name: given
                        seed: 3
                        data: {type: csv, path: given.csv, conditions: [c], heldOut: 0.2, standardise: per-feature}
                        path: vp
                        network: {type: mlp, width: 64, activation: silu}
                        train: {steps: 1500, ema: 0.99, schedule: cosine, optimizer: {type: adam, learningRate: 2e-3}}
                        sample: {count: 16}
                        evaluate:
                          - {type: variational-bound, steps: 300, variance: fixed-large, samples: 400}
                        """).toString());
        double entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 9);
        double error = number(run, "negative-log-likelihood-bound", "standard-error");
        assertThat(number(run, "negative-log-likelihood-bound", "value"))
                .isBetween(entropy - 4 * error, entropy + 4 * error + 0.2);
    }

    @Test
    void whatHasNoLikelihoodIsRefusedWithTheReason() throws IOException {
        refuses("'log-likelihood' does not go with 'field.guided'", "guidance sharpens", """
                data: {type: moons, labels: true}
                guidance: classifier-free
                """);
        refuses("'log-likelihood' needs 'source.density'", "less what the flow changed it by", """
                data: moons
                source: {type: data, data: eight-gaussians}
                path: linear
                """);
    }

    @Test
    void onlySolversOfAnyOrdinaryDifferentialEquationFindIt() throws IOException {
        refuses("'log-likelihood' needs 'solver.ode'", "a solver that draws noise", """
                data: moons
                sample: {solver: euler-maruyama}
                """);
        refuses("'log-likelihood' does not go with 'solver.denoiser'", "follows whatever velocity it is given", """
                data: moons
                sample: {solver: ddim}
                """);
    }

    private void refuses(String problem, String why, String lines) throws IOException {
        String manifest = lines + (lines.contains("path:") ? "" : "path: cond-ot\n") + """
                rheo: 1
                name: refused
                network: mlp
                evaluate: log-likelihood
                """;
        Finished finished = rheo("validate", manifest(manifest).toString());
        assertThat(finished.exit()).as(finished.all()).isEqualTo(3);
        assertThat(finished.all().replaceAll("\\s+", " ")).contains(problem).contains(why);
    }

    @Test
    void conditionalFieldsKeepTheirLikelihoodBesideGuidanceOfWeightOne() throws IOException {
        String manifest = """
                rheo: 1
                name: fits
                data: {type: moons, labels: true}
                path: linear
                network: mlp
                guidance: {type: classifier-free, weight: 1}
                evaluate: log-likelihood
                """;
        assertThat(rheo("validate", manifest(manifest).toString()).exit()).isZero();
    }
}
