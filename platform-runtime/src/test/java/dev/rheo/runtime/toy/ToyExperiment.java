package dev.rheo.runtime.toy;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Planner;
import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.Direction;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.Inpainting;
import dev.rheo.runtime.manifest.KeepBest;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.manifest.OnDivergence;
import dev.rheo.runtime.manifest.SampleSpec;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.manifest.StopEarly;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.toy.ToyModel.Matching.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tiny experiment of toy components, each part of which a test may exchange. */
public final class ToyExperiment {
    public long seed = 1;
    public int steps = 20;
    public int batch = 16;
    public int workers = 1;
    public int threads = 1;
    public int shards = 1;
    public int checkpointEvery = 0;
    public int evaluateEvery = 0;
    public List<String> evaluate = List.of();
    public int logEvery = 5;
    public int accumulate = 1;
    public int keepLast = 3;
    public @Nullable KeepBest keepBest = null;
    public @Nullable StopEarly stopEarly = null;
    public OnDivergence onDivergence = OnDivergence.STOP;
    public int statisticsEvery = 0;
    public CheckpointChoice checkpoint = CheckpointChoice.LAST;
    public double clip = 0;
    public int classes = 0;
    public double labelDropout = 0;
    public double unit = 1000;
    public List<Double> ema = List.of();
    public double learningRate = 1e-2;
    public boolean adam = true;
    public ToyPairs.Shuffle.Fault pairing = ToyPairs.Shuffle.Fault.NONE;
    public long pairingStep = -1;
    public Fault objective = Fault.NONE;
    public Class<? extends NetworkArchitecture> network = ToyModel.Net.class;
    public Class<? extends ProbabilityPath> path = ToyPairs.Linear.class;
    public @Nullable Class<? extends ProbabilityPath> sampled = null;
    public Class<? extends Solver> solver = ToyModel.Euler.class;
    public boolean conditions;
    public int corrections = 1;
    public boolean normal = true;
    public Direction direction = Direction.FORWARD;
    public Class<? extends TimestepSampler> timesteps = ToyPairs.Uniform.class;
    public List<Class<? extends Metric>> metrics = List.of();

    private final List<ComponentEntry> entries = new ArrayList<>();

    /** Plans it as a manifest would be. */
    public Blueprint blueprint() {
        ExperimentSpec spec = spec();
        Planner planner = new Planner(new Catalogue(Kinds.ofHost(), entries, List.of()), new Schemas());
        List<Diagnostic> problems = new ArrayList<>();
        Optional<Blueprint> blueprint = planner.wire(spec, SourceMap.EMPTY, problems::add)
                .flatMap(wired -> planner.plan(spec, wired, false, SourceMap.EMPTY, problems::add));
        return blueprint.orElseThrow(() -> new AssertionError(problems));
    }

    /** What {@link #blueprint} was planned with. */
    public Catalogue catalogue() {
        return new Catalogue(Kinds.ofHost(), entries.stream().distinct().toList(), List.of());
    }

    private ExperimentSpec spec() {
        ComponentConfig times = timesteps == ToyPairs.Rising.class
                ? new ToyPairs.Rising.Config(TimestepSampler.Weighting.IMPORTANCE)
                : new ComponentConfig.None();
        List<ComponentRef<Metric>> evaluate = new ArrayList<>();
        for (Class<? extends Metric> metric : metrics) {
            evaluate.add(ref(Metric.class, metric, new ComponentConfig.None()));
        }
        ComponentConfig none = new ComponentConfig.None();
        return new ExperimentSpec(
                1,
                "toy",
                seed,
                ref(DataSource.class, ToyData.class, new ToyData.Config(100, classes, unit, conditions)),
                null,
                ref(SourceDistribution.class, ToyData.Gaussian.class, normal ? new ToyData.Gaussian.Config() : none),
                ref(ProbabilityPath.class, path, none),
                ref(Coupling.class, ToyPairs.Shuffle.class, new ToyPairs.Shuffle.Config(pairing, pairingStep, seed)),
                ref(TimestepSampler.class, timesteps, times),
                ref(NetworkArchitecture.class, network, none),
                ref(Objective.class, ToyModel.Matching.class, new ToyModel.Matching.Config(objective)),
                labelDropout == 0
                        ? null
                        : ref(Guidance.class, ToyModel.Dropping.class, new ToyModel.Dropping.Config(labelDropout)),
                train(),
                new SampleSpec(
                        8,
                        8,
                        ref(Solver.class, solver, solver == ToyAdaptive.class ? new ToyAdaptive.Config() : none),
                        sampled == null ? null : ref(ProbabilityPath.class, sampled, none),
                        ref(TimeGrid.class, ToyModel.Even.class, none),
                        direction,
                        new Inpainting(corrections, 0.02),
                        true,
                        checkpoint),
                evaluate,
                List.of(),
                Map.of());
    }

    private TrainSpec train() {
        return new TrainSpec(
                steps,
                batch,
                accumulate,
                ref(Optimizer.class, ToyModel.Descent.class, new ToyModel.Descent.Config(learningRate, adam)),
                ref(LearningRateSchedule.class, ToyModel.Falling.class, new ComponentConfig.None()),
                ema,
                clip,
                checkpointEvery,
                keepLast,
                keepBest,
                evaluateEvery,
                evaluate,
                stopEarly,
                onDivergence,
                logEvery,
                statisticsEvery,
                threads,
                shards,
                workers);
    }

    private <K extends Component> ComponentRef<K> ref(Class<K> kind, Class<? extends K> type, ComponentConfig config) {
        entries.add(entry(kind, type, config.getClass()));
        return new ComponentRef<>(kind, type.getAnnotation(RheoComponent.class).name(), config);
    }

    /** A catalogue's entry of plugin {@code toys}. */
    public static ComponentEntry entry(
            Class<? extends Component> kind, Class<? extends Component> type, Class<? extends ComponentConfig> config) {
        String name = type.getAnnotation(RheoComponent.class).name();
        return new ComponentEntry(KindInfo.of(kind), name, "", "", "", type, config, "toys");
    }

    /** θ as text, for comparing. */
    public static String text(float[] theta) {
        return Arrays.toString(theta);
    }
}
