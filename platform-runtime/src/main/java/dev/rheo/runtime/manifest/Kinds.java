package dev.rheo.runtime.manifest;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.track.Tracker;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.List;
import java.util.stream.Stream;

/** The component kinds that manifests have slots for. */
public final class Kinds {
    private Kinds() {}

    /** In the order in which tables and guides show them: the five that the platform exists for come first. */
    public static List<KindInfo> ofHost() {
        return Stream.of(
                        ProbabilityPath.class,
                        Coupling.class,
                        NetworkArchitecture.class,
                        TimestepSampler.class,
                        Solver.class,
                        TimeGrid.class,
                        Objective.class,
                        DataSource.class,
                        SourceDistribution.class,
                        Autoencoder.class,
                        Optimizer.class,
                        LearningRateSchedule.class,
                        Guidance.class,
                        Metric.class,
                        Tracker.class)
                .map(KindInfo::of)
                .toList();
    }
}
