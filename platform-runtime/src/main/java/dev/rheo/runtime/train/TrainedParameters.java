package dev.rheo.runtime.train;

import dev.rheo.runtime.store.Checkpoint;
import java.util.List;

/**
 * What training leaves behind.
 *
 * @param step steps done
 * @param theta the parameters
 * @param averages their moving averages, in the manifest's order
 */
public record TrainedParameters(long step, float[] theta, List<Checkpoint.Average> averages) {
    public TrainedParameters {
        averages = List.copyOf(averages);
    }

    public static TrainedParameters of(Checkpoint checkpoint) {
        return new TrainedParameters(checkpoint.step(), checkpoint.theta(), checkpoint.averages());
    }

    /** The vector to sample with: the first average if wanted and there is one, else θ. */
    public float[] chosen(boolean averaged) {
        return averaged && !averages.isEmpty() ? averages.get(0).theta() : theta;
    }
}
