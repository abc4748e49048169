package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.check.Compatibility.BrokenRule;
import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.CatalogueLoader;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.reference.Outcomes;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every path with every prediction and every solver either takes a training step and samples finite numbers, or is refused before training by
 * a rule with a reason. How often each rule refuses is pinned by docs/compatibility.md, see {@link ReferenceIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueIT {
    private static final String SMALL = """
            rheo: 1
            name: small
            data: {type: moons, samples: 120}
            path: linear
            network: {type: mlp, width: 8, depth: 1, activation: silu}
            train: {steps: 2, batch: 16, logEvery: 1}
            sample: {count: 12}
            """;

    /** What textbooks and papers do: path, prediction, solver. */
    private static final List<String> TEXTBOOK = List.of(
            "linear velocity euler",
            "cond-ot velocity dopri5",
            "trigonometric velocity heun",
            "vp noise euler",
            "vp velocity dopri5",
            "vp-cosine v dopri5",
            "sub-vp noise euler",
            "vp score dopri5",
            "ve noise euler",
            "edm data heun",
            "ddpm noise euler",
            "ncsn noise euler",
            "linear source euler",
            "polynomial velocity dopri5",
            "schroedinger-bridge velocity euler",
            "diffusivity-bridge velocity euler",
            "cond-ot velocity euler-maruyama",
            "vp score euler-maruyama",
            "vp score predictor-corrector",
            "ve score predictor-corrector",
            "ddpm noise ddpm",
            "ddpm noise ddim",
            "vp noise dpm-solver-pp",
            "vp noise unipc",
            "edm data edm-heun",
            "ncsn score annealed-langevin");

    @TempDir
    static Path folder;

    private LoadedPlugins plugins;
    private ExperimentReader reader;
    private Outcomes outcomes;
    private Path manifest;

    @BeforeAll
    void load() throws IOException {
        plugins = new CatalogueLoader(Kinds.ofHost(), config -> List.of())
                .load(List.of(HOME.resolve("plugins")), List.of());
        Schemas schemas = new Schemas();
        reader = new ExperimentReader(plugins.catalogue(), schemas);
        outcomes = new Outcomes(plugins.catalogue(), schemas);
        manifest = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    @AfterAll
    void close() {
        plugins.close();
    }

    @Test
    void everyPathPredictionAndSolverRunsOrIsRefusedByANamedRule() {
        Set<String> ran = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (String path : outcomes.names("path")) {
            for (String prediction : outcomes.predictions()) {
                all(path, prediction, ran, wrong);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(ran).as("what textbooks do").containsAll(TEXTBOOK);
    }

    private void all(String path, String prediction, Set<String> ran, List<String> wrong) {
        float[] theta = null;
        for (String solver : outcomes.names("solver")) {
            String name = path + " " + prediction + " " + solver;
            List<String> overrides = List.of(
                    "path=" + outcomes.value("path", path),
                    "objective={type: flow-matching, predict: " + prediction + "}",
                    "sample.solver=" + few(solver));
            ExperimentReader.Reading reading = reader.read(manifest, overrides, folder);
            Blueprint blueprint = reading.blueprint();
            List<BrokenRule> refusals =
                    outcomes.of(overrides).stream().filter(BrokenRule::refuses).toList();
            if (blueprint == null) {
                String text = DiagnosticText.render(reading.diagnostics());
                if (refusals.isEmpty() || !text.contains("help:")) {
                    wrong.add(name + " is refused without a rule: " + text);
                }
                continue;
            }
            if (!refusals.isEmpty()) {
                wrong.add(name + " runs in spite of " + refusals);
            }
            theta = theta == null ? rehearsed(blueprint) : theta;
            if (finite(blueprint, theta, name, wrong)) {
                ran.add(name);
            }
        }
    }

    /** The solver with few steps or a loose tolerance. */
    private String few(String solver) {
        String value = outcomes.value("solver", solver);
        String given = value.startsWith("{") ? value.substring(0, value.length() - 1) : "{type: " + value;
        Set<String> options = new TreeSet<>(outcomes.options("solver", solver));
        String few = (options.contains("steps") ? ", steps: 4" : "")
                + (options.contains("innerSteps") ? ", innerSteps: 3" : "")
                + (options.contains("rtol") ? ", rtol: 0.01, atol: 0.01" : "");
        return given + few + "}";
    }

    private static boolean finite(Blueprint blueprint, float[] theta, String name, List<String> wrong) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (Sampler sampler = new Sampler(blueprint, engine, theta, null, blueprint.random())) {
            Drawn drawn = sampler.sample("sample", 12, new double[0]);
            for (float value : drawn.points().values()) {
                if (!Float.isFinite(value)) {
                    wrong.add(name + " gives " + value);
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            wrong.add(name + " fails: " + e);
            return false;
        }
    }

    /** Plays a first training step, which has to give a finite loss, and returns the parameters that it began with. */
    private static float[] rehearsed(Blueprint blueprint) {
        assertThat(Workshop.open(blueprint).rehearse()).isFinite();
        return InitialParameters.draw(Layout.of(blueprint.network()), blueprint.random());
    }
}
