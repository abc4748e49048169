package dev.rheo.plugins.datasets.time;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several time points, from a labelled data set whose labels say which one each row belongs to. Nothing says which row
 * of one time point became which row of the next: training couples them, leg by leg, and the flow passes through all of them.
 *
 * <p>The flow runs from the source, at {@code start}, to the rows of the last time point; times between are mapped to [0, 1]
 * evenly. With {@code only} it is an ordinary set of the rows of one time point, which serves as the source:
 *
 * <pre>
 * data:   {type: time-points, data: &amp;cells {type: csv, path: cells.csv, label: day}, leaveOut: [2]}
 * source: {type: data, data: {type: time-points, data: *cells, only: 0}}
 * </pre>
 *
 * <p>The nested set's {@code heldOut} has no meaning here, and its {@code standardise} is refused: the source, a set of its own,
 * would be standardised otherwise than the later time points.
 */
@RheoComponent(
        name = "time-points",
        summary = "Rows of several time points, through which the flow passes one after the other.",
        source = "Tong et al. 2020, TrajectoryNet; Tong et al. 2024, arXiv 2302.00482, section 5")
public final class TimePointsData implements DataSource {
    /** What {@code time-points} may be told. */
    public record Config(
            @Option(
                    "The data set; its labels, such as a column of a CSV file or an array of an npz file, are time points.")
            ComponentRef<DataSource> data,

            @Option(
                    value = "The time of each label, in the order of the labels and in any unit; empty for the labels'"
                            + " own numbers.",
                    defaultsTo = "[]")
            List<Double> times,

            @Option(
                    value =
                            "The time at which the flow starts with a sample of the source, by default the first that has"
                                    + " rows. Rows of it and before are no data of the flow.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            Double start,

            @Option(
                    value =
                            "Times whose rows training never sees, between start and the last; the metric 'interpolation'"
                                    + " compares the flow with them.",
                    defaultsTo = "[]")
            List<Double> leaveOut,

            @Option(
                    value = "Gives the rows of this time alone, as an ordinary data set: of start, for the source.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            Double only,

            @Option(
                    value = "Fraction of the rows of the other time points that training never sees.",
                    defaultsTo = "0.1",
                    min = 0,
                    max = 1,
                    below = true)
            double heldOut)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            if (only != null) {
                return Traits.NONE;
            }
            Traits traits = Traits.of(TraitNames.DATA_TIME_POINTS)
                    .requires(
                            TraitNames.OBJECTIVE_LEGS,
                            "training pairs run from one time point to the next, through a part of flow time")
                    .requires(TraitNames.PATH_TWO_SIDED, "every leg of the flow but the first starts from data")
                    .excludes(TraitNames.TIME_DISCRETE, "the grid points of a path would have to lie on every leg")
                    .excludes(TraitNames.SOURCE_PAIRED, "only rows of one time point could have partners")
                    .excludes(
                            TraitNames.SOLVER_DENOISER,
                            "the datum that the model expects is one of the next time point, not of the last");
            return leaveOut.isEmpty() ? traits : traits.provides(TraitNames.DATA_LEFT_OUT);
        }

        @Override
        public void check(Problems problems) {
            if (new HashSet<>(times).size() < times.size()) {
                problems.error("times", "two labels have the same time", "give every label a time of its own");
            }
            if (only != null && (start != null || !leaveOut.isEmpty())) {
                problems.error(
                        "only",
                        "a set of one time point has neither a start nor times to leave out",
                        "remove start and leaveOut, or only");
            }
        }
    }

    private final Config config;
    private final DataSource data;
    private final RandomStreams random;
    private volatile @Nullable Marginals marginals;

    @Inject
    public TimePointsData(Config config, Components components, RandomStreams random) {
        this.config = config;
        this.data = components.create(config.data());
        this.random = random;
    }

    @Override
    public DataInfo info() {
        return marginals().info(data.info().quantum());
    }

    /** The nested set's rows in its order, without those that are not used. */
    @Override
    public Rows load(RandomStreams ignored) {
        return marginals().rows();
    }

    @Override
    public Preparation preparation() {
        return new Preparation(config.heldOut(), Standardise.NONE);
    }

    private Marginals marginals() {
        Marginals known = marginals;
        if (known == null) {
            synchronized (this) {
                known = marginals;
                if (known == null) {
                    known = Marginals.of(data, data.load(random), config);
                    marginals = known;
                }
            }
        }
        return known;
    }
}
