package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.track.Tracker;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A catalogue of components that exist by their options alone. */
public final class TestCatalogue {
    private TestCatalogue() {}

    /** All of them, from one healthy plugin. */
    public static Catalogue healthy() {
        return new Catalogue(Kinds.ofHost(), components(), List.of(plugin("builtin", "1.4.0")));
    }

    /** The same beside a plugin that was rejected. */
    public static Catalogue withRejected() {
        PluginStatus.Problem problem = new PluginStatus.Problem(
                "RHEO-P017", "it needs platform ^2.0.0, but this is 1.0.0", "Install a version for platform 1.");
        PluginStatus acme = new PluginStatus(
                "acme-paths",
                "2.0.0",
                "",
                "",
                Path.of("plugins/acme-paths.jar"),
                "",
                PluginStatus.State.REJECTED,
                List.of(problem));
        return new Catalogue(Kinds.ofHost(), components(), List.of(plugin("builtin", "1.4.0"), acme));
    }

    /** The healthy catalogue with one more component. */
    public static Catalogue with(
            Class<? extends Component> kind, String name, Class<? extends ComponentConfig> config) {
        List<ComponentEntry> components = new ArrayList<>(components());
        components.add(entry(kind, name, config));
        return new Catalogue(Kinds.ofHost(), components, List.of(plugin("builtin", "1.4.0")));
    }

    private static PluginStatus plugin(String id, String version) {
        return new PluginStatus(
                id, version, "", "", Path.of("plugins/" + id + ".jar"), "", PluginStatus.State.OK, List.of());
    }

    private static List<ComponentEntry> components() {
        return List.of(
                entry(ProbabilityPath.class, "linear", TestComponents.Linear.class),
                entry(ProbabilityPath.class, "cond-ot", TestComponents.CondOt.class),
                entry(ProbabilityPath.class, "schroedinger-bridge", TestComponents.Bridge.class),
                entry(Coupling.class, "independent", TestComponents.Independent.class),
                entry(Coupling.class, "minibatch-ot", TestComponents.MinibatchOt.class),
                entry(Coupling.class, "sinkhorn", TestComponents.Sinkhorn.class),
                entry(NetworkArchitecture.class, "mlp", TestComponents.Mlp.class),
                entry(TimestepSampler.class, "uniform", ComponentConfig.None.class),
                entry(Solver.class, "euler-maruyama", TestComponents.EulerMaruyama.class),
                entry(Solver.class, "dopri5", TestComponents.Dopri5.class),
                entry(TimeGrid.class, "uniform", ComponentConfig.None.class),
                entry(Objective.class, "flow-matching", TestComponents.FlowMatching.class),
                entry(DataSource.class, "csv", TestComponents.Csv.class),
                entry(DataSource.class, "moons", TestComponents.Moons.class),
                entry(SourceDistribution.class, "gaussian", TestComponents.Gaussian.class),
                entry(SourceDistribution.class, "data-set", TestComponents.DataSetSource.class),
                entry(Optimizer.class, "adam", TestComponents.Adam.class),
                entry(LearningRateSchedule.class, "constant", ComponentConfig.None.class),
                entry(Metric.class, "wasserstein", ComponentConfig.None.class),
                entry(Metric.class, "sliced-wasserstein", TestComponents.Projections.class),
                entry(Tracker.class, "jsonl", ComponentConfig.None.class));
    }

    private static ComponentEntry entry(
            Class<? extends Component> kind, String name, Class<? extends ComponentConfig> config) {
        return new ComponentEntry(
                KindInfo.of(kind), name, "What " + name + " does.", "", "Somebody 2024", kind, config, "builtin");
    }
}
