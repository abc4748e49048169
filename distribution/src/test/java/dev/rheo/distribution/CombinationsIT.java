package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.CatalogueLoader;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.run.RunSession;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.Runs;
import dev.rheo.runtime.train.StopSignal;
import dev.rheo.runtime.train.TrainedParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every shipped component trains, samples and is evaluated, in every combination that can fail to fit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CombinationsIT {
    private static final String SMALL = """
            rheo: 1
            name: small
            data: {type: moons, samples: 120}
            path: linear
            network: {type: mlp, width: 8, depth: 1}
            train: {steps: 2, batch: 16, logEvery: 1}
            sample: {count: 24, solver: {type: euler, steps: 3}}
            evaluate: {type: held-out-loss, samples: 32}
            """;

    @TempDir
    static Path folder;

    private final Set<String> used = new TreeSet<>();
    private LoadedPlugins plugins;
    private ExperimentReader reader;
    private Path manifest;

    /** What became of one experiment: samples, or the codes of what refused it. */
    private record Outcome(Rows samples, List<Measurement> measurements, List<String> refusals, String text) {}

    @BeforeAll
    void load() throws IOException {
        plugins = new CatalogueLoader(Kinds.ofHost(), config -> List.of())
                .load(List.of(HOME.resolve("plugins")), List.of());
        reader = new ExperimentReader(plugins.catalogue(), new Schemas());
        manifest = Files.writeString(folder.resolve("small.yaml"), SMALL);
        DataFiles.write(folder);
    }

    @AfterAll
    void close() {
        plugins.close();
    }

    @Test
    void everyPathCouplingAndPredictionRunsOrIsRefusedByANamedRule() {
        List<String> failures = new ArrayList<>();
        int ran = 0;
        int refused = 0;
        for (String path : names("path")) {
            for (String coupling : names("coupling")) {
                if (coupling.equals("paired")) {
                    continue; // needs a source of its own
                }
                for (String prediction : List.of("velocity", "noise", "data")) {
                    Outcome outcome = attempt(
                            "data.labels=true",
                            "path=" + path,
                            "coupling=" + coupling(coupling),
                            "objective={type: flow-matching, predict: " + prediction + "}");
                    if (outcome.refusals().isEmpty()) {
                        ran++;
                    } else {
                        refused++;
                        assertThat(outcome.text()).contains("help:").contains(prediction);
                    }
                    if (prediction.equals("velocity") && !outcome.refusals().isEmpty()) {
                        failures.add(path + " " + coupling + ": " + outcome.text());
                    }
                }
            }
        }
        assertThat(failures)
                .as("the velocity can be learnt on every path with every coupling")
                .isEmpty();
        assertThat(ran).isGreaterThan(refused);
        assertThat(refused).as("bridges have no single noise to predict").isPositive();
    }

    /** A model of a one-sided path in continuous time is sampled along every one-sided path; all else is refused. */
    @Test
    void everyModelIsSampledAlongEveryPathThatHasItsStates() {
        Set<String> discrete = Set.of("ddpm", "ncsn");
        Set<String> oneSided = new TreeSet<>(discrete);
        oneSided.addAll(Set.of("cond-ot", "vp", "sub-vp", "vp-cosine", "ve", "edm"));
        for (String trained : names("path")) {
            for (String sampled : names("path")) {
                Outcome outcome = attempt("path=" + trained, "sample.path=" + sampled, "objective.predict=velocity");
                String what = trained + " along " + sampled + ": " + outcome.text();
                if (oneSided.contains(trained) && oneSided.contains(sampled) && !discrete.contains(trained)) {
                    assertThat(outcome.refusals()).as(what).isEmpty();
                    for (float value : outcome.samples().points().values()) {
                        assertThat(value).as(what).isFinite();
                    }
                } else {
                    assertThat(outcome.refusals()).as(what).contains("RHEO-W006");
                    assertThat(outcome.text()).contains("help:");
                }
            }
        }
        runs("path={type: polynomial, oneSided: true}", "sample.path={type: trigonometric, oneSided: true}");
    }

    @Test
    void everyComponentOfTheOtherKindsRuns() {
        for (String solver : names("solver")) {
            runs("path=cond-ot", "sample.solver=" + solver);
        }
        for (String network : networks()) {
            for (String embedding : List.of("raw", "sinusoidal", "fourier")) {
                runs("data=" + data(network), network(network, embedding));
            }
        }
        for (String optimizer : names("optimizer")) {
            runs("train.optimizer=" + optimizer);
        }
        for (String schedule : names("schedule")) {
            runs("train.schedule=" + schedule(schedule));
        }
        for (String timesteps : names("timesteps")) {
            runs("path=vp", "timesteps=" + timesteps);
        }
        for (String metric : names("metric")) {
            String value = metric.equals("bits-per-dim") ? "{type: bits-per-dim, step: 0.01}" : metric;
            String data =
                    metric.equals("interpolation") ? "data=" + DataFiles.manifest("time-points") : "data.labels=true";
            String path = metric.equals("variational-bound") ? "cond-ot" : "linear";
            Outcome outcome = runs("evaluate=[" + value + "]", data, "path=" + path);
            assertThat(outcome.measurements()).as(metric).isNotEmpty().allSatisfy(measurement -> assertThat(
                            measurement.value())
                    .isFinite());
        }
        for (String tracker : names("tracker")) {
            runs("trackers=[" + tracker + "]");
        }
        runs("source=gaussian");
        runs("source={type: data, data: eight-gaussians}", "coupling=minibatch-ot");
        runs("source={type: data, data: {type: moons, samples: 120}, paired: true}", "coupling=paired");
        runs("train.ema=[0.9, 0.99]", "train.clip=1", "train.evaluateEvery=1", "train.workers=3", "train.threads=2");
        networks().forEach(network -> assertThat(used).contains("network " + network));
        assertThat(used)
                .containsAll(all("solver", "optimizer", "schedule", "timesteps", "metric", "tracker", "source"));
    }

    @Test
    void everyDataSetRuns() {
        for (String data : names("data")) {
            Outcome outcome =
                    runs("data=" + DataFiles.manifest(data), "network={type: residual-mlp, width: 8, depth: 1}");
            assertThat(outcome.samples().points().count()).isEqualTo(24);
        }
        runs("data={type: npy, path: rows.npy, memoryMap: true}");
    }

    @Test
    void labelsGuideTheSamplesOfEveryNetworkAndCoupling() {
        for (String network : networks()) {
            for (String coupling : List.of(
                    "independent",
                    "{type: minibatch-ot, withinLabels: true}",
                    "{type: sinkhorn, regularization: 0.5, withinLabels: true}")) {
                Outcome outcome = runs(
                        "data=" + data(network),
                        "data.labels=true",
                        network(network, "sinusoidal"),
                        "coupling=" + coupling);
                assertThat(outcome.samples().labels()).containsOnly(0, 1);
            }
        }
    }

    @Test
    void bridgesAreSampledAsOdeAndAsSdeInBothDirections() {
        String bridge = "path={type: schroedinger-bridge, sigma: 0.5}";
        for (String coupling : List.of("minibatch-ot", "independent", "{type: sinkhorn, sigma: 0.5}")) {
            for (String solver : List.of("euler", "{type: euler-maruyama, churn: constant, factor: 0.25, steps: 3}")) {
                runs(bridge, "coupling=" + coupling, "objective=sf2m", "sample.solver=" + solver);
                runs(bridge, "objective=sf2m", "sample.solver=" + solver, "sample.direction=backward");
            }
        }
        runs("path=diffusivity-bridge", "objective=sf2m", "data.labels=true");
        runs("path={type: linear, sigma: 0.1}", "objective={type: sf2m, estimate: noise}");
        refuses("estimate: noise", "path={type: linear, sigma: 0.1}", "objective=sf2m");
        refuses("flow-matching", "path=cond-ot", "objective=sf2m");
    }

    @Test
    void potentialsRunOnEveryPathOfContinuousTimeWithTimesThatDoNotWeighTheirLoss() {
        for (String path : names("path")) {
            if (path.equals("ddpm") || path.equals("ncsn")) {
                refuses("continuous time", "path=" + path, "objective=action-matching");
            } else {
                runs("path=" + path, "objective=action-matching", "evaluate=[path-energy]");
            }
        }
        runs("objective=action-matching", "data.labels=true", "evaluate=[log-likelihood]");
        runs("objective={type: action-matching, unbalanced: true}", "coupling=minibatch-ot");
        String entropic = "objective={type: action-matching, sigma: 0.5, trace: hutchinson}";
        String solver = "sample.solver={type: euler-maruyama, churn: constant, factor: 0.25, steps: 3}";
        runs(entropic, "path=schroedinger-bridge", solver);
        refuses("own noise", entropic);
        runs("objective=action-matching", "timesteps=stratified");
        runs("objective=action-matching", "timesteps=loss-second-moment");
        refuses("uniform", "objective=action-matching", "timesteps=logit-normal");
        refuses("continuous", "objective=action-matching", "network.activation=selu");
    }

    private static final List<String> DIFFUSIONS = List.of(
            "score-matching", "score-flow", "ncsn", "edm", "ddpm", "implicit-score-matching", "sliced-score-matching");

    @Test
    void objectivesOfDiffusionRunOnEveryOneSidedPathWithIndependentPairs() {
        for (String objective : DIFFUSIONS) {
            for (String path : List.of("cond-ot", "vp", "sub-vp", "vp-cosine", "ve", "edm", "ddpm", "ncsn")) {
                String solver = "sample.solver={type: ddim, steps: 3}";
                runs("path=" + path, "objective=" + objective, solver, "data.labels=true");
            }
            refuses("independent of the datum", "path=cond-ot", "objective=" + objective, "coupling=minibatch-ot");
            refuses("path.score", "path=linear", "objective=" + objective);
        }
        for (String objective : List.of("edm", "ncsn", "score-flow")) {
            runs("path=ve", "objective=" + objective, "evaluate=[log-likelihood]");
        }
        refuses("derivative", "path=vp", "objective=implicit-score-matching", "network.activation=selu");
    }

    @Test
    void everyVarianceOfDdpmIsSampledAndBounded() {
        for (String variance : List.of("fixed-small", "fixed-large", "learned")) {
            for (String path : List.of("{type: ddpm, steps: 20}", "{type: ncsn, levels: 12}")) {
                runs(
                        "path=" + path,
                        "objective={type: ddpm, variance: " + variance + ", weighting: elbo}",
                        "sample.solver={type: ddpm, steps: 5}",
                        "evaluate=[variational-bound]");
            }
        }
        refuses("steps between", "path=vp", "objective={type: ddpm, variance: learned}");
    }

    @Test
    void maximumLikelihoodRunsFromANormalSource() {
        for (String trace : List.of("exact", "hutchinson")) {
            String objective = "objective={type: cnf, steps: 2, kinetic: 0.01, jacobian: 0.01, trace: " + trace + "}";
            runs(objective, "data.labels=true", "evaluate=[log-likelihood]");
        }
        refuses("density of the source", "objective=cnf", "source={type: data, data: eight-gaussians}");
    }

    @Test
    void latentsFlowAlongEveryPathAndInEveryCoupling() {
        String images = "data=" + DataFiles.manifest("images");
        String wide = "network={type: residual-mlp, width: 8, depth: 1}";
        for (String autoencoder : List.of(
                "{type: pca, components: 3}", "{type: kl-autoencoder, channels: [4], latentChannels: 2, steps: 2}")) {
            for (String path : names("path")) {
                runs(images, wide, "autoencoder=" + autoencoder, "path=" + path, "evaluate=[path-energy, wasserstein]");
            }
        }
        for (String coupling : names("coupling")) {
            if (!coupling.equals("paired")) {
                runs("data.labels=true", "autoencoder={type: pca, components: 1}", "coupling=" + coupling(coupling));
            }
        }
        runs(
                images,
                "network=" + "{type: unet, modelChannels: 4, channelMult: [1]}",
                "autoencoder={type: kl-autoencoder, channels: [4], steps: 2}");
        for (String metric : List.of("log-likelihood", "{type: bits-per-dim, step: 1}", "variational-bound")) {
            refuses(
                    "data.encoded",
                    "autoencoder={type: pca, components: 2}",
                    "path=cond-ot",
                    "evaluate=[" + metric + "]");
        }
        refuses(
                "source.paired",
                "autoencoder={type: pca, components: 2}",
                "source={type: data, data: {type: moons, samples: 120}, paired: true}",
                "coupling=paired");
        refuses(
                "data.time-points",
                "autoencoder={type: pca, components: 2}",
                "data=" + DataFiles.manifest("time-points"));
        assertThat(used).containsAll(all("autoencoder"));
    }

    private void refuses(String reason, String... overrides) {
        Outcome outcome = attempt(overrides);
        assertThat(outcome.refusals()).as(String.join(" ", overrides)).isNotEmpty();
        assertThat(outcome.text()).contains(reason);
    }

    /** All but the one that is read from a file, which TorchScriptIT trains. */
    private List<String> networks() {
        return names("network").stream()
                .filter(name -> !name.equals("torchscript"))
                .toList();
    }

    /** A small network of each architecture. */
    private static String network(String name, String embedding) {
        String size =
                switch (name) {
                    case "unet" -> "modelChannels: 4, channelMult: [1]";
                    case "dit", "mm-dit", "u-vit" -> "patchSize: 2, hiddenSize: 8, depth: 1, numHeads: 2";
                    default -> "width: 8, depth: 1";
                };
        return "network={type: " + name + ", " + size + ", timeEmbedding: " + embedding + "}";
    }

    /** Data that the architecture is for. */
    private static String data(String network) {
        return network.endsWith("mlp") ? "{type: moons, samples: 120}" : DataFiles.manifest("images");
    }

    /** Numbers that have no default, because none suits every scale of data. */
    private static String coupling(String name) {
        return switch (name) {
            case "sinkhorn" -> "{type: sinkhorn, regularization: 0.5}";
            case "unbalanced-sinkhorn" -> "{type: unbalanced-sinkhorn, regularization: 0.5, marginalPenalty: 1}";
            case "partial-ot" -> "{type: partial-ot, mass: 0.5}";
            default -> name;
        };
    }

    /** The cycle has a rise of its own; when steps fall has no default. */
    private static String schedule(String name) {
        return switch (name) {
            case "one-cycle" -> name;
            case "step" -> "{type: step, warmup: 1, every: 1}";
            default -> "{type: " + name + ", warmup: 1}";
        };
    }

    private Outcome runs(String... overrides) {
        Outcome outcome = attempt(overrides);
        assertThat(outcome.refusals()).as(outcome.text()).isEmpty();
        for (float value : outcome.samples().points().values()) {
            assertThat(value).as(String.join(" ", overrides)).isFinite();
        }
        assertThat(outcome.measurements()).as(String.join(" ", overrides)).isNotEmpty();
        return outcome;
    }

    private Outcome attempt(String... overrides) {
        ExperimentReader.Reading reading = reader.read(manifest, List.of(overrides), folder);
        if (reading.blueprint() == null) {
            List<String> codes = reading.diagnostics().stream()
                    .map(Diagnostic::code)
                    .map(code -> code.id())
                    .toList();
            return new Outcome(null, List.of(), codes, DiagnosticText.render(reading.diagnostics()));
        }
        reading.blueprint().spec().components().forEach((place, ref) -> used.add(kind(ref.kind()) + " " + ref.name()));
        Workshop workshop = Workshop.open(reading.blueprint());
        Runs runs = new Runs(folder.resolve("runs"), Clock.systemUTC(), new Random(), new AtomicFiles(Disk.local()));
        RunDirectory directory = runs.create("small");
        directory.writeResolved("rheo: 1\n");
        directory.writeEnvironment(Environment.current("1", new Environment.Engine("PyTorch", "2"), 1, List.of()));
        RunSession session =
                new RunSession(workshop, plugins.catalogue(), directory, Clock.systemUTC(), warning -> {}, phase -> {});
        RunState begun =
                RunState.begin(directory.id(), "small", 0, 2, Clock.systemUTC().instant());
        session.run(begun, Optional.empty(), false, event -> {}, new StopSignal(), Stopwatch.off());
        Checkpoint trained = directory.checkpoints().newest().checkpoint().orElseThrow();
        try (Sampler sampler = workshop.sampler(TrainedParameters.of(trained))) {
            Drawn drawn = sampler.sample("sample", 24, new double[0]);
            return new Outcome(
                    workshop.original(drawn),
                    workshop.evaluator().evaluate(drawn, sampler).measurements(),
                    List.of(),
                    "");
        }
    }

    private List<String> names(String kind) {
        return plugins.catalogue().of(plugins.catalogue().kind(kind).orElseThrow()).stream()
                .map(entry -> entry.name())
                .toList();
    }

    private List<String> all(String... kinds) {
        List<String> all = new ArrayList<>();
        for (String kind : kinds) {
            names(kind).forEach(name -> all.add(kind + " " + name));
        }
        return all;
    }

    private static String kind(Class<?> kind) {
        return kind.getAnnotation(dev.rheo.api.component.ComponentKind.class).value();
    }
}
