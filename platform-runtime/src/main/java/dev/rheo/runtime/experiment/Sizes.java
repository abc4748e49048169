package dev.rheo.runtime.experiment;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.SourceMap;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers of rows that have to suffice. */
final class Sizes {
    private Sizes() {}

    static boolean check(ExperimentSpec spec, Planner.Wired wired, SourceMap sources, Consumer<Diagnostic> problems) {
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
}
