package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.CatalogueLoader;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.sample.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samplers that draw noise draw the same for a sample however the samples are batched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchingIT {
    private static final String SMALL = """
            rheo: 1
            name: small
            data: {type: moons, samples: 120}
            path: cond-ot
            network: {type: mlp, width: 8, depth: 1, activation: silu}
            train: {steps: 2, batch: 16, logEvery: 1}
            """;

    @TempDir
    static Path folder;

    private LoadedPlugins plugins;
    private ExperimentReader reader;
    private Path manifest;

    @BeforeAll
    void load() throws IOException {
        plugins = new CatalogueLoader(Kinds.ofHost(), config -> List.of())
                .load(List.of(HOME.resolve("plugins")), List.of());
        reader = new ExperimentReader(plugins.catalogue(), new Schemas());
        manifest = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    @AfterAll
    void close() {
        plugins.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: euler-maruyama, steps: 6}",
                "{type: stochastic-heun, steps: 6}",
                "{type: ddim, steps: 6, eta: 1}",
                "{type: ddpm, steps: 6}",
                "{type: dpm-solver-pp, steps: 6, eta: 1}",
                "{type: edm-heun, steps: 6, sChurn: 2}",
                "{type: predictor-corrector, steps: 6}",
                "{type: annealed-langevin, steps: 4, innerSteps: 3}",
                "{type: langevin, steps: 6}"
            })
    void samplesDoNotDependOnTheBatchTheyAreSolvedIn(String solver) {
        float[] together = sample(solver, 12);
        float[] apart = sample(solver, 5);
        assertThat(together).doesNotContain(Float.NaN).hasSize(24);
        for (int i = 0; i < together.length; i++) {
            // Matrices of different heights are multiplied in different order.
            assertThat(Math.abs(apart[i] - together[i])).isLessThanOrEqualTo(1e-4f * (1 + Math.abs(together[i])));
        }
    }

    private float[] sample(String solver, int batch) {
        Blueprint blueprint = reader.read(manifest, List.of("sample.solver=" + solver, "sample.batch=" + batch), folder)
                .blueprint();
        assertThat(blueprint).isNotNull();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        float[] theta = InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
        try (Sampler sampler = new Sampler(blueprint, engine, theta, null, blueprint.random())) {
            return sampler.sample("sample", 12, new double[0]).points().values();
        }
    }
}
