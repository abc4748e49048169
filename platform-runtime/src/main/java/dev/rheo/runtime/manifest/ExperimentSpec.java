package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.track.Tracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole experiment: what a manifest says, with every default filled in. */
public record ExperimentSpec(
        @Option(value = "Version of the manifest format.", min = 1, max = 1)
        int rheo,

        @Option("Name of the experiment; its runs are kept in runs/NAME.")
        String name,

        @Option(value = "Seed of every random draw.", defaultsTo = "0")
        long seed,

        @Option("The data set to learn.") ComponentRef<DataSource> data,

        @Option(
                value = "What turns data into latents, which the flow is then one of; samples are decoded.",
                defaultsTo = Option.ABSENT)
        @Nullable
        ComponentRef<Autoencoder> autoencoder,

        @Option(value = "Where the flow starts, at t = 0.", defaultsTo = "gaussian")
        ComponentRef<SourceDistribution> source,

        @Option("The probability path between source and data.")
        ComponentRef<ProbabilityPath> path,

        @Option(value = "How source and data samples of a batch are paired.", defaultsTo = "independent")
        ComponentRef<Coupling> coupling,

        @Option(value = "The law of the training times.", defaultsTo = "uniform")
        ComponentRef<TimestepSampler> timesteps,

        @Option("The network's architecture.") ComponentRef<NetworkArchitecture> network,

        @Option(value = "What the network is trained to estimate.", defaultsTo = "flow-matching")
        ComponentRef<Objective> objective,

        @Option(value = "Guidance while sampling.", defaultsTo = Option.ABSENT) @Nullable
        ComponentRef<Guidance> guidance,

        @Option(value = "How the network is trained.", defaultsTo = "{}")
        TrainSpec train,

        @Option(value = "How samples are drawn.", defaultsTo = "{}")
        SampleSpec sample,

        @Option(value = "Metrics that compare the samples with held-out data.", defaultsTo = "[]")
        List<ComponentRef<Metric>> evaluate,

        @Option(value = "Receivers of the run's events beside the console.", defaultsTo = "[]")
        List<ComponentRef<Tracker>> trackers,

        @Option(value = "Versions of plugins that the experiment needs, as ranges by plugin id.", defaultsTo = "{}")
        Map<String, String> plugins)
        implements ComponentConfig {
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]{0,78}[\\p{L}\\p{N}])?");

    @Override
    public void check(Problems problems) {
        if (!FILE_NAME.matcher(name).matches() || name.equals("latest")) {
            problems.error(
                    "name",
                    "'" + name + "' cannot be the name of a directory",
                    "Use letters, digits, and '-', '_' and '.' between them, at most 80, and not 'latest', which means a run.");
        }
        for (int i = 0; i < train.evaluate().size(); i++) {
            checkMetric(problems, "train.evaluate." + i, train.evaluate().get(i));
        }
        if (train.keepBest() != null) {
            checkJudge(problems, "train.keepBest.metric", train.keepBest().metric());
        } else if (sample.checkpoint() == CheckpointChoice.BEST) {
            problems.error(
                    "sample.checkpoint",
                    "no checkpoint is kept for being the best",
                    "Give train.keepBest a metric, or use the last checkpoint.");
        }
        if (train.stopEarly() != null) {
            checkJudge(problems, "train.stopEarly.metric", train.stopEarly().metric());
        }
    }

    private void checkJudge(Problems problems, String option, String metric) {
        checkMetric(problems, option, metric);
        if (!train.evaluates(metric)) {
            problems.error(
                    option,
                    "'" + metric + "' is not computed while training",
                    "List it in train.evaluate, or leave train.evaluate out.");
        }
    }

    private void checkMetric(Problems problems, String option, String metric) {
        List<String> names = evaluate.stream().map(ComponentRef::name).toList();
        if (!names.contains(metric)) {
            problems.error(
                    option,
                    "'" + metric + "' is not among the metrics of 'evaluate'",
                    names.isEmpty()
                            ? "List it in 'evaluate'."
                            : "List it in 'evaluate', or use one of " + String.join(", ", names) + ".");
        }
    }

    /** The components by place in the manifest, in the order in which data walks through them; nested ones are not listed. */
    public Map<String, ComponentRef<?>> components() {
        Map<String, ComponentRef<?>> components = new LinkedHashMap<>();
        components.put("data", data);
        if (autoencoder != null) {
            components.put("autoencoder", autoencoder);
        }
        components.put("source", source);
        components.put("path", path);
        components.put("coupling", coupling);
        components.put("timesteps", timesteps);
        components.put("network", network);
        components.put("objective", objective);
        if (guidance != null) {
            components.put("guidance", guidance);
        }
        components.put("train.optimizer", train.optimizer());
        components.put("train.schedule", train.schedule());
        if (sample.path() != null) {
            components.put("sample.path", sample.path());
        }
        components.put("sample.solver", sample.solver());
        components.put("sample.grid", sample.grid());
        for (int i = 0; i < evaluate.size(); i++) {
            components.put("evaluate." + i, evaluate.get(i));
        }
        for (int i = 0; i < trackers.size(); i++) {
            components.put("trackers." + i, trackers.get(i));
        }
        return components;
    }
}
