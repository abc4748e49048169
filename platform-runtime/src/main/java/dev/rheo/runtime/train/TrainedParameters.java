package dev.rheo.runtime.train;

import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.KeepBest;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import java.util.List;

/**
 * What training leaves behind.
 *
 * @param step steps done
 * @param finished whether training has come to its end: its last step, or its own early stop
 * @param theta the parameters
 * @param averages their moving averages, in the manifest's order
 */
public record TrainedParameters(long step, boolean finished, float[] theta, List<Checkpoint.Average> averages) {
    public TrainedParameters {
        averages = List.copyOf(averages);
    }

    /** Those of a checkpoint, to sample with. */
    public static TrainedParameters of(Checkpoint checkpoint) {
        return new TrainedParameters(checkpoint.step(), true, checkpoint.theta(), checkpoint.averages());
    }

    /**
     * Those that the manifest samples with: of the last step, or of the best checkpoint.
     *
     * @param last the checkpoint of the last step
     * @throws dev.rheo.runtime.store.StoreException if the best checkpoint cannot be read
     */
    public static TrainedParameters sampled(ExperimentSpec spec, Checkpoint last, Checkpoints checkpoints) {
        KeepBest keep = spec.train().keepBest();
        List<Long> best = keep == null || spec.sample().checkpoint() == CheckpointChoice.LAST
                ? List.of()
                : Checkpoint.Judgement.best(last.judgements(), keep.metric(), 1);
        return of(best.isEmpty() || best.get(0) == last.step() ? last : checkpoints.load(best.get(0)));
    }

    /** The vector to sample with: the first average if wanted and there is one, else θ. */
    public float[] chosen(boolean averaged) {
        return averaged && !averages.isEmpty() ? averages.get(0).theta() : theta;
    }
}
