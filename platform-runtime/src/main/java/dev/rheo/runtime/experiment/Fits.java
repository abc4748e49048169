package dev.rheo.runtime.experiment;

import dev.rheo.api.component.Component;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.time.GridTimes;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What built components say of each other: shapes of samples, times of training and sampling, forms of solvers. */
final class Fits {
    private final Parts parts;
    private final Planner.Wired wired;
    private final SampleShape state;
    private final SourceMap sources;
    private final Consumer<Diagnostic> problems;

    /** @param state shape of what the flow carries */
    Fits(Planner.Wired wired, SampleShape state, SourceMap sources, Consumer<Diagnostic> problems) {
        this.parts = wired.parts();
        this.wired = wired;
        this.state = state;
        this.sources = sources;
        this.problems = problems;
    }

    /** Whether nothing is wrong; everything that is has been reported. */
    boolean check() {
        boolean source = source() && partners();
        boolean solver = solver() && sampled();
        return times() && source && solver && grid();
    }

    /** What is said of an objection: {@code problem} and the objection, why it matters, and what to do. */
    private record Refusal(ExperimentCode code, String problem, String because, String remedy) {}

    /** Whether the component at a place has no objection. */
    private boolean fits(String place, Component component, Callable<Optional<String>> objection, Refusal refusal) {
        Optional<Optional<String>> answer = new Inquiry(sources, problems).ask(place, component, objection);
        answer.flatMap(why -> why)
                .ifPresent(why -> problems.accept(Diagnostic.error(
                        refusal.code(),
                        sources.mark(place),
                        refusal.problem() + why,
                        refusal.because(),
                        refusal.remedy())));
        return answer.isPresent() && answer.get().isEmpty();
    }

    /** What an attempt objects to by way of an {@link IllegalArgumentException}. */
    private static Optional<String> objection(Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean source() {
        SourceDistribution source = parts.source();
        return fits(
                "source",
                source,
                () -> source.mismatch(state),
                new Refusal(
                        ExperimentCode.SOURCE_SHAPE,
                        "the source does not fit the data: ",
                        "The flow carries a source sample to a datum, so both need the same dimensions.",
                        "Use a source with samples of shape " + state + ", for instance 'gaussian'."));
    }

    private boolean partners() {
        SourceDistribution source = parts.source();
        return fits(
                "source",
                source,
                () -> source.mismatchOfPartners(wired.data().rows()),
                new Refusal(
                        ExperimentCode.PARTNERS,
                        "source and data are not pairs: ",
                        "Row k of the one is the partner of row k of the other. With rows left over in one of them, some row is"
                                + " missing in the other, and every pair after it is wrong.",
                        "Give both sets the same rows in the same order, or set source.paired: false and use another coupling,"
                                + " for instance 'minibatch-ot'."));
    }

    private boolean times() {
        return fits(
                "timesteps",
                parts.timesteps(),
                () -> objection(() -> TrainingTimes.of(parts.timesteps(), parts.path())),
                new Refusal(
                        ExperimentCode.TIMES,
                        "the timestep sampler does not fit the path: ",
                        "",
                        "Change the sampler's options, or use 'uniform', which fits every path."));
    }

    private boolean solver() {
        return fits(
                "sample.solver",
                parts.solver(),
                () -> refusal(parts.solver()),
                new Refusal(ExperimentCode.SOLVER, "", "", "Use another solver, or tell its author."));
    }

    /** Whether a model of the trained path can be read on the path that is sampled. */
    private boolean sampled() {
        return parts.path() == parts.sampled()
                || fits(
                        "sample.path",
                        parts.sampled(),
                        () -> refusal(parts.path(), parts.sampled()),
                        new Refusal(
                                ExperimentCode.SAMPLED_PATH,
                                "the model cannot be sampled along another path: ",
                                "Only at equal signal-to-noise ratio are the states of two paths the same but for a factor.",
                                "Leave sample.path out, or train and sample one-sided paths, such as 'cond-ot', 'vp' or 'edm'."));
    }

    private boolean grid() {
        return !(parts.solver().stepping() instanceof Stepping.Fixed fixed)
                || fits(
                        "sample.grid",
                        parts.grid(),
                        () -> objection(() -> GridTimes.on(parts.sampled(), parts.grid(), fixed.steps())),
                        new Refusal(
                                ExperimentCode.GRID,
                                "the time grid does not fit the solver and the path: ",
                                "",
                                "Change the solver's steps, or use another grid."));
    }

    private static Optional<String> refusal(ProbabilityPath trained, ProbabilityPath sampled) {
        if (!(trained instanceof GaussianPath) || !trained.oneSided()) {
            return Optional.of("the path that is trained is not one-sided and Gaussian");
        }
        if (!(sampled instanceof GaussianPath) || !sampled.oneSided()) {
            return Optional.of("the path that is sampled is not one-sided and Gaussian");
        }
        return trained.gridTimes().length == 0
                ? Optional.empty()
                : Optional.of("the path that is trained has discrete time, so the model knows its "
                        + trained.gridTimes().length + " grid points only");
    }

    /** Why the solve loop cannot run {@code solver}; empty if it can. */
    private static Optional<String> refusal(Solver solver) {
        boolean fixed = solver.stepping() instanceof Stepping.Fixed;
        if (solver instanceof RungeKuttaSolver method) {
            return fixed || method.tableau().error() != null
                    ? Optional.empty()
                    : Optional.of("the solver " + solver.getClass().getName()
                            + " has adaptive steps, but no error estimate in its tableau");
        }
        return fixed && solver instanceof StepSolver
                ? Optional.empty()
                : Optional.of("the solver " + solver.getClass().getName()
                        + " is neither a RungeKuttaSolver nor a StepSolver with fixed steps");
    }
}
