package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;
import java.util.function.IntPredicate;

/** Conditions as a network takes them; see {@link dev.rheo.api.network.NetworkSpec#conditions}. */
public final class ConditionInput {
    private ConditionInput() {}

    /**
     * Row-major numbers of the network's input.
     *
     * @param conditions standardised
     * @param width of the input: as many as there are conditions, or one more, which says whether they are withheld
     * @param withheld rows whose conditions are
     */
    public static float[] of(Points conditions, int width, IntPredicate withheld) {
        int count = conditions.dimension();
        float[] input = new float[Math.multiplyExact(conditions.count(), width)];
        for (int i = 0; i < conditions.count(); i++) {
            if (!withheld.test(i)) {
                System.arraycopy(conditions.values(), i * count, input, i * width, count);
            } else if (width > count) {
                input[i * width + count] = 1;
            }
        }
        return input;
    }
}
