package dev.rheo.testkit;

import dev.rheo.api.component.Component;
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
import dev.rheo.testkit.coupling.CouplingRules;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.SourceRules;
import dev.rheo.testkit.grid.GridRules;
import dev.rheo.testkit.guidance.GuidanceRules;
import dev.rheo.testkit.latent.AutoencoderRules;
import dev.rheo.testkit.likelihood.LikelihoodRules;
import dev.rheo.testkit.metric.MetricRules;
import dev.rheo.testkit.network.NetworkRules;
import dev.rheo.testkit.objective.ObjectiveRules;
import dev.rheo.testkit.objective.ProgramRules;
import dev.rheo.testkit.optimize.OptimizerRules;
import dev.rheo.testkit.optimize.ScheduleRules;
import dev.rheo.testkit.path.PathRules;
import dev.rheo.testkit.solver.SolverClaims;
import dev.rheo.testkit.solver.SolverRules;
import dev.rheo.testkit.solver.StepRules;
import dev.rheo.testkit.time.TimestepRules;
import dev.rheo.testkit.track.TrackerRules;
import java.util.ArrayList;
import java.util.List;

/** Every rule of the kit. A kind without a chapter, or a rule in none, is a mistake; so is one that the documentation lacks. */
public final class RuleBook {
    /**
     * Rules that examine the same subject.
     *
     * @param kind of the components that they hold
     * @param rules the class that has them
     * @param all each id once
     */
    public record Chapter(Class<? extends Component> kind, Class<?> rules, List<Rule<?>> all) {
        public Chapter {
            all = List.copyOf(all);
        }
    }

    private RuleBook() {}

    /** In the order of the documentation. */
    public static List<Chapter> chapters() {
        return List.of(
                chapter(ProbabilityPath.class, PathRules.class, PathRules.all()),
                chapter(
                        TimestepSampler.class,
                        TimestepRules.class,
                        TimestepRules.all(),
                        TimestepRules.lowDiscrepancy()),
                chapter(Coupling.class, CouplingRules.class, CouplingRules.all()),
                chapter(DataSource.class, DataRules.class, DataRules.all()),
                chapter(SourceDistribution.class, SourceRules.class, SourceRules.all()),
                chapter(Metric.class, MetricRules.class, MetricRules.all()),
                chapter(NetworkArchitecture.class, NetworkRules.class, NetworkRules.all()),
                chapter(Solver.class, SolverRules.class, SolverRules.all()),
                chapter(Solver.class, SolverClaims.class, SolverClaims.all()),
                chapter(Solver.class, StepRules.class, StepRules.all()),
                chapter(TimeGrid.class, GridRules.class, GridRules.all()),
                chapter(ProbabilityPath.class, LikelihoodRules.class, LikelihoodRules.all()),
                chapter(Guidance.class, GuidanceRules.class, GuidanceRules.all()),
                chapter(Autoencoder.class, AutoencoderRules.class, AutoencoderRules.all()),
                chapter(Objective.class, ObjectiveRules.class, ObjectiveRules.all()),
                chapter(Objective.class, ProgramRules.class, ProgramRules.all()),
                chapter(Optimizer.class, OptimizerRules.class, OptimizerRules.all()),
                chapter(LearningRateSchedule.class, ScheduleRules.class, ScheduleRules.all()),
                chapter(Tracker.class, TrackerRules.class, TrackerRules.all()));
    }

    @SafeVarargs
    private static <T> Chapter chapter(Class<? extends Component> kind, Class<?> rules, List<Rule<T>>... lists) {
        List<Rule<?>> all = new ArrayList<>();
        for (List<Rule<T>> list : lists) {
            all.addAll(list);
        }
        return new Chapter(kind, rules, all);
    }
}
