package dev.rheo.runtime.data;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.Points;
import dev.rheo.api.network.NetworkSpec;
import java.util.function.IntPredicate;

/**
 * Conditions as a network takes them; see {@link NetworkSpec#conditions} and {@link NetworkSpec#tokens}.
 *
 * @param continuous how many numbers of a row are not tokens; they come first
 * @param width of the network's input for them: as many, or one more, which says whether they are withheld
 * @param withheldToken stands for one that is withheld
 */
public record ConditionInput(int continuous, int width, int withheldToken) {
    public static ConditionInput of(Conditions header, NetworkSpec spec) {
        return new ConditionInput(header.continuous(), spec.conditions(), header.vocabulary());
    }

    /**
     * Row-major numbers of the input for continuous conditions.
     *
     * @param conditions standardised
     * @param withheld rows whose conditions are
     */
    public float[] numbers(Points conditions, IntPredicate withheld) {
        int d = conditions.dimension();
        float[] input = new float[Math.multiplyExact(conditions.count(), width)];
        for (int i = 0; i < conditions.count(); i++) {
            if (!withheld.test(i)) {
                System.arraycopy(conditions.values(), i * d, input, i * width, continuous);
            } else if (width > continuous) {
                input[i * width + continuous] = 1;
            }
        }
        return input;
    }

    /** Row-major numbers of the input for tokens. */
    public int[] tokens(Points conditions, IntPredicate withheld) {
        int length = conditions.dimension() - continuous;
        int[] input = new int[Math.multiplyExact(conditions.count(), length)];
        for (int i = 0; i < input.length; i++) {
            int row = i / length;
            input[i] = withheld.test(row) ? withheldToken : (int) conditions.at(row, continuous + i % length);
        }
        return input;
    }
}
