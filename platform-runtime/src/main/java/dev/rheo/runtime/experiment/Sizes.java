package dev.rheo.runtime.experiment;

import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.time.GridTimes;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers of rows, shapes of samples, and ranges of time that have to meet. */
final class Sizes {
    private Sizes() {}

    static boolean check(ExperimentSpec spec, Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        boolean rows = rows(spec, wired, sources, problems);
        boolean shapes = shapes(wired, sources, problems);
        boolean solver = solver(wired, sources, problems) && sampled(wired, sources, problems);
        return times(wired, sources, problems) && rows && shapes && solver && grid(wired, sources, problems);
    }

    private static boolean rows(
            ExperimentSpec spec, Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        long all = wired.data().rows();
        long training =
                all - Math.round(all * wired.parts().data().preparation().heldOut());
        if (all == 0) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.DATA,
                    sources.mark("data"),
                    "the data set has no rows",
                    "",
                    "Give a data set with at least one row."));
            return false;
        }
        if (spec.train().batch() > training) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.BATCH_TOO_LARGE,
                    sources.mark("train.batch"),
                    "a batch of " + spec.train().batch() + " is larger than the " + training + " training rows",
                    "The data has " + all + " rows, of which " + (all - training) + " are held out.",
                    "Lower train.batch to at most " + training + ", hold out less, or give more data."));
            return false;
        }
        return otBatch(spec.train().batch(), training, wired, sources, problems);
    }

    private static boolean otBatch(
            int batch, long training, Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        Optional<Integer> asked = new Inquiry(sources, problems)
                .ask("coupling", wired.parts().coupling(), wired.parts().coupling()::otBatch);
        if (asked.isEmpty()) {
            return false;
        }
        int otBatch = asked.get();
        if (otBatch % batch != 0 || otBatch < 0) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.OT_BATCH,
                    sources.mark("coupling.otBatch"),
                    "an otBatch of " + otBatch + " is not a multiple of the batch of " + batch,
                    "Every plan is handed out in whole minibatches.",
                    "Use " + Math.max(1, Math.round((double) otBatch / batch)) * (long) batch
                            + ", another multiple of train.batch, or 0."));
            return false;
        }
        if (otBatch > training) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.OT_BATCH,
                    sources.mark("coupling.otBatch"),
                    "an otBatch of " + otBatch + " is larger than the " + training + " training rows",
                    "A plan would hold rows twice.",
                    "Lower coupling.otBatch to at most " + training + ", or give more data."));
            return false;
        }
        return true;
    }

    private static boolean shapes(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        SourceDistribution source = wired.parts().source();
        Optional<Optional<String>> answer = new Inquiry(sources, problems)
                .ask("source", source, () -> source.mismatch(wired.data().shape()));
        if (answer.isEmpty()) {
            return false;
        }
        Optional<String> mismatch = answer.get();
        mismatch.ifPresent(why -> problems.accept(Diagnostic.error(
                ExperimentCode.SOURCE_SHAPE,
                sources.mark("source"),
                "the source does not fit the data: " + why,
                "The flow carries a source sample to a datum, so both need the same dimensions.",
                "Use a source with samples of shape " + wired.data().shape() + ", for instance 'gaussian'.")));
        return mismatch.isEmpty();
    }

    private static boolean times(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        TimestepSampler sampler = wired.parts().timesteps();
        Optional<Optional<String>> answer = new Inquiry(sources, problems).ask("timesteps", sampler, () -> {
            try {
                TrainingTimes.of(sampler, wired.parts().path());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
        answer.flatMap(refusal -> refusal)
                .ifPresent(why -> problems.accept(Diagnostic.error(
                        ExperimentCode.TIMES,
                        sources.mark("timesteps"),
                        "the timestep sampler does not fit the path: " + why,
                        "",
                        "Change the sampler's options, or use 'uniform', which fits every path.")));
        return answer.isPresent() && answer.get().isEmpty();
    }

    private static boolean solver(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        Solver solver = wired.parts().solver();
        Optional<Optional<String>> answer =
                new Inquiry(sources, problems).ask("sample.solver", solver, () -> refusal(solver));
        answer.flatMap(refusal -> refusal)
                .ifPresent(why -> problems.accept(Diagnostic.error(
                        ExperimentCode.SOLVER,
                        sources.mark("sample.solver"),
                        why,
                        "",
                        "Use another solver, or tell its author.")));
        return answer.isPresent() && answer.get().isEmpty();
    }

    /** Whether a model of the trained path can be read on the path that is sampled. */
    private static boolean sampled(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        ProbabilityPath trained = wired.parts().path();
        ProbabilityPath sampled = wired.parts().sampled();
        if (trained == sampled) {
            return true;
        }
        Optional<Optional<String>> answer =
                new Inquiry(sources, problems).ask("sample.path", sampled, () -> refusal(trained, sampled));
        answer.flatMap(refusal -> refusal)
                .ifPresent(
                        why -> problems.accept(
                                Diagnostic.error(
                                        ExperimentCode.SAMPLED_PATH,
                                        sources.mark("sample.path"),
                                        "the model cannot be sampled along another path: " + why,
                                        "Only at equal signal-to-noise ratio are the states of two paths the same but for a factor.",
                                        "Leave sample.path out, or train and sample one-sided paths, such as 'cond-ot', 'vp' or 'edm'.")));
        return answer.isPresent() && answer.get().isEmpty();
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

    private static boolean grid(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        if (!(wired.parts().solver().stepping() instanceof Stepping.Fixed fixed)) {
            return true;
        }
        TimeGrid grid = wired.parts().grid();
        Optional<Optional<String>> answer = new Inquiry(sources, problems).ask("sample.grid", grid, () -> {
            try {
                GridTimes.on(wired.parts().sampled(), grid, fixed.steps());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
        answer.flatMap(refusal -> refusal)
                .ifPresent(why -> problems.accept(Diagnostic.error(
                        ExperimentCode.GRID,
                        sources.mark("sample.grid"),
                        "the time grid does not fit the solver and the path: " + why,
                        "",
                        "Change the solver's steps, or use another grid.")));
        return answer.isPresent() && answer.get().isEmpty();
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
