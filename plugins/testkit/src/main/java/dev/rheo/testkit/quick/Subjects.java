package dev.rheo.testkit.quick;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.BlockArchitecture;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.test.Examiner.Workbench;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.track.Tracker;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.coupling.CouplingRules;
import dev.rheo.testkit.coupling.CouplingSubject;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.DataSubject;
import dev.rheo.testkit.data.SourceRules;
import dev.rheo.testkit.data.SourceSubject;
import dev.rheo.testkit.grid.GridRules;
import dev.rheo.testkit.grid.GridSubject;
import dev.rheo.testkit.guidance.GuidanceRules;
import dev.rheo.testkit.guidance.GuidanceSubject;
import dev.rheo.testkit.latent.AutoencoderRules;
import dev.rheo.testkit.latent.AutoencoderSubject;
import dev.rheo.testkit.metric.FakeEvaluation;
import dev.rheo.testkit.metric.MetricRules;
import dev.rheo.testkit.metric.MetricSubject;
import dev.rheo.testkit.network.NetworkRules;
import dev.rheo.testkit.network.NetworkSubject;
import dev.rheo.testkit.objective.ObjectiveRules;
import dev.rheo.testkit.objective.ObjectiveSubject;
import dev.rheo.testkit.objective.ProgramRules;
import dev.rheo.testkit.objective.ProgramSubject;
import dev.rheo.testkit.optimize.OptimizerRules;
import dev.rheo.testkit.optimize.OptimizerSubject;
import dev.rheo.testkit.optimize.Reference;
import dev.rheo.testkit.optimize.ScheduleRules;
import dev.rheo.testkit.optimize.ScheduleSubject;
import dev.rheo.testkit.path.PathRules;
import dev.rheo.testkit.path.PathSubject;
import dev.rheo.testkit.solver.SolverClaims;
import dev.rheo.testkit.solver.SolverRules;
import dev.rheo.testkit.solver.SolverSubject;
import dev.rheo.testkit.solver.StepRules;
import dev.rheo.testkit.solver.StepSubject;
import dev.rheo.testkit.time.TimestepRules;
import dev.rheo.testkit.track.TrackerRules;
import dev.rheo.testkit.track.TrackerSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For each kind the rules, the component as they want it, and the rules that need a declaration of its author, or another
 * component like it: guidance of other weights, a solver of more steps. Metrics that need a flow or a density are left out.
 */
final class Subjects {
    private static final NetworkSpec POINTS = NetworkSpec.of(Shape.of(2));
    private static final List<NetworkSpec> SPECS = List.of(POINTS, POINTS.with(Labels.classes(3, true)));
    private static final NetworkSpec IMAGES = NetworkSpec.of(Shape.of(1, 4, 4));
    private static final long DIFFERENTIATED = 200_000;
    private static final int FEW_STEPS = 8;
    private static final SampleShape PLANE = SampleShape.of(2);

    private Subjects() {}

    /** @param leftOut ids of the rules that need more than the component */
    record Examination<T>(List<Rule<T>> rules, T subject, Set<String> leftOut) {
        Examination(List<Rule<T>> rules, T subject, String... leftOut) {
            this(rules, subject, Set.of(leftOut));
        }
    }

    static List<Examination<?>> of(Component component, Traits traits, Workbench workbench) {
        if (component instanceof ProbabilityPath path) {
            // What it leaves at its ends is its author's to declare.
            return List.of(new Examination<>(PathRules.all(), new PathSubject(path, traits), "P2"));
        }
        if (component instanceof Coupling coupling) {
            return List.of(new Examination<>(CouplingRules.all(), CouplingSubject.of(coupling, traits), "C3", "C6"));
        }
        if (component instanceof TimestepSampler sampler) {
            return List.of(new Examination<>(TimestepRules.all(), sampler));
        }
        if (component instanceof NetworkArchitecture network) {
            boolean points = SPECS.stream().anyMatch(spec -> network.supports(spec) instanceof Support.Yes);
            List<NetworkSpec> specs = points ? SPECS : List.of(IMAGES, IMAGES.with(Labels.classes(3, true)));
            NetworkSubject subject = new NetworkSubject(network, traits, false, null, specs);
            List<Rule<NetworkSubject>> rules =
                    network instanceof BlockArchitecture ? NetworkRules.ofBlocks() : NetworkRules.all();
            return List.of(
                    isLarge(network, specs)
                            ? new Examination<>(rules, subject, "A1", "NA3", "A5")
                            : new Examination<>(rules, subject, "A1", "NA3"));
        }
        if (component instanceof Autoencoder autoencoder) {
            AutoencoderSubject subject =
                    new AutoencoderSubject(autoencoder, false, List.of(Shape.of(24), Shape.of(1, 8, 8)));
            return List.of(new Examination<>(AutoencoderRules.all(), subject, "AE1"));
        }
        if (component instanceof RegressionObjective objective && objective.path() instanceof GaussianPath) {
            ObjectiveSubject subject = new ObjectiveSubject(objective, objective.prediction(), objective::weight);
            return List.of(new Examination<>(ObjectiveRules.all(), subject));
        }
        if (component instanceof Objective objective) {
            return ofProgram(objective, workbench);
        }
        if (component instanceof Solver solver) {
            return ofSolver(solver, traits, workbench);
        }
        if (component instanceof TimeGrid grid) {
            GridSubject subject = new GridSubject(grid, traits, List.of(10), null);
            return List.of(new Examination<>(GridRules.all(), subject));
        }
        return ofData(component, traits, workbench);
    }

    /** An objective that writes its loss, on the path that it was made with. */
    private static List<Examination<?>> ofProgram(Objective objective, Workbench workbench) {
        return workbench
                .companion(ProbabilityPath.class)
                .filter(GaussianPath.class::isInstance)
                .<Examination<?>>map(path ->
                        new Examination<>(ProgramRules.all(), new ProgramSubject(objective, (GaussianPath) path)))
                .stream()
                .toList();
    }

    /** Differences along directions in each parameter take minutes then, and drown in the rounding of the sum. */
    private static boolean isLarge(NetworkArchitecture network, List<NetworkSpec> specs) {
        return specs.stream()
                .filter(spec -> network.supports(spec) instanceof Support.Yes)
                .anyMatch(spec -> NetworkBuilder.graphOf(network, spec).parameterCount() > DIFFERENTIATED);
    }

    private static List<Examination<?>> ofSolver(Solver solver, Traits traits, Workbench workbench) {
        List<Examination<?>> examinations = new ArrayList<>();
        examinations.add(new Examination<>(SolverRules.all(), solver));
        examinations.add(new Examination<>(SolverClaims.all(), new SolverSubject(solver, traits)));
        if (solver instanceof StepSolver && withSteps(workbench, FEW_STEPS).isPresent()) {
            examinations.add(ofSteps(traits, workbench));
        }
        return examinations;
    }

    /** Its order, how often it asks the model, and whether it reaches the data are its author's to promise. */
    private static Examination<?> ofSteps(Traits traits, Workbench workbench) {
        StepSubject subject =
                StepSubject.baseline(steps -> withSteps(workbench, steps).orElseThrow(), traits, Integer.MAX_VALUE);
        return withSteps(workbench, 1).isPresent()
                ? new Examination<>(StepRules.all(), subject, "SS4")
                : new Examination<>(StepRules.all(), subject, "SS4", "SS6");
    }

    /** The same solver of other steps, if it has the option {@code steps} that all built-in ones have, and takes the number. */
    private static Optional<StepSolver> withSteps(Workbench workbench, int steps) {
        return workbench
                .with(Map.of("steps", steps))
                .filter(StepSolver.class::isInstance)
                .map(StepSolver.class::cast)
                .filter(solver -> solver.stepping().equals(new Stepping.Fixed(steps)));
    }

    private static List<Examination<?>> ofData(Component component, Traits traits, Workbench workbench) {
        if (component instanceof DataSource data) {
            return List.of(new Examination<>(DataRules.all(), DataSubject.file(data), "D6"));
        }
        if (component instanceof SourceDistribution source) {
            return source.mismatch(PLANE).isPresent()
                    ? List.of()
                    : List.of(new Examination<>(SourceRules.all(), new SourceSubject(source, traits, PLANE)));
        }
        if (component instanceof Optimizer optimizer) {
            Reference none = decayed -> (theta, gradient, rate, step) -> theta;
            return List.of(
                    new Examination<>(OptimizerRules.all(), new OptimizerSubject(optimizer, none), "U1", "U2", "U3"));
        }
        if (component instanceof LearningRateSchedule schedule) {
            return List.of(new Examination<>(ScheduleRules.all(), new ScheduleSubject(schedule, 0, 0), "R2", "R3"));
        }
        if (component instanceof Guidance guidance) {
            GuidanceSubject subject = new GuidanceSubject(weight -> guidance, Interval.UNIT);
            return List.of(new Examination<>(GuidanceRules.all(), subject, "A7", "GU1", "GU2", "GU3"));
        }
        if (component instanceof Tracker tracker) {
            boolean again = workbench.with(Map.of()).isPresent();
            TrackerSubject subject =
                    new TrackerSubject(() -> (Tracker) workbench.with(Map.of()).orElse(tracker));
            return List.of(
                    again
                            ? new Examination<>(TrackerRules.all(), subject)
                            : new Examination<>(TrackerRules.all(), subject, "TK3", "TK4", "TK5"));
        }
        return component instanceof Metric metric ? ofMetric(metric) : List.of();
    }

    /** Rules need no promise of its author, except about which of its measurements they speak. */
    private static List<Examination<?>> ofMetric(Metric metric) {
        Points points = new Points(new float[] {0, 0, 1, 0, 0, 1, 1, 1, 2, 0.5f, -1, 0.25f}, 6, 2);
        try {
            return metric.measure(FakeEvaluation.between(points, points)).stream()
                    .limit(1)
                    .<Examination<?>>map(first ->
                            new Examination<>(MetricRules.all(), MetricSubject.of(metric, first.name()), "M8", "M9"))
                    .toList();
        } catch (MetricException | IllegalStateException needsMore) {
            return List.of();
        }
    }
}
