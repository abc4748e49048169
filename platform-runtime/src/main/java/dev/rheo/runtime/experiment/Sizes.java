package dev.rheo.runtime.experiment;

import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.pairs.TrainingTimes;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers of rows, shapes of samples, and ranges of time that have to meet. */
final class Sizes {
    private Sizes() {}

    static boolean check(ExperimentSpec spec, Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        boolean rows = rows(spec, wired, sources, problems);
        boolean shapes = shapes(wired, sources, problems);
        return times(wired, sources, problems) && rows && shapes;
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
        return true;
    }

    private static boolean shapes(Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
        Optional<String> mismatch = wired.parts().source().mismatch(wired.data().shape());
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
        try {
            new TrainingTimes(sampler, wired.parts().path().domain());
            return true;
        } catch (IllegalArgumentException e) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.TIMES,
                    sources.mark("timesteps"),
                    String.valueOf(e.getMessage()),
                    "",
                    "Widen the sampler's range, or use 'uniform'."));
            return false;
        }
    }
}
