package dev.rheo.runtime.train;

import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.Checkpoint;

/** Whether a checkpoint is of an experiment, as far as it can be told from the checkpoint. */
public final class CheckpointFit {
    private CheckpointFit() {}

    /**
     * @throws IllegalArgumentException with the reason if the checkpoint is of another seed or network
     */
    public static void require(Checkpoint checkpoint, long seed, Layout layout) {
        if (checkpoint.seed() != seed) {
            throw new IllegalArgumentException("it was trained with seed " + checkpoint.seed() + ", not " + seed);
        }
        if (!checkpoint.layout().equals(SavedModel.slices(layout))) {
            throw new IllegalArgumentException("it holds the parameters of another network");
        }
    }
}
