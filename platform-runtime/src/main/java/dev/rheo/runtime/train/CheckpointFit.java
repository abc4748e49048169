package dev.rheo.runtime.train;

import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.ParameterSlice;
import java.util.ArrayList;
import java.util.List;

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
        if (!checkpoint.layout().equals(slices(layout))) {
            throw new IllegalArgumentException("it holds the parameters of another network");
        }
    }

    static List<ParameterSlice> slices(Layout layout) {
        List<ParameterSlice> slices = new ArrayList<>();
        for (int i = 0; i < layout.parameters().size(); i++) {
            List<Integer> shape = new ArrayList<>();
            for (long dimension : layout.parameters().get(i).shape().dims()) {
                shape.add((int) dimension);
            }
            slices.add(new ParameterSlice(
                    layout.parameters().get(i).name(),
                    shape,
                    layout.offsets().get(i).intValue()));
        }
        return slices;
    }
}
