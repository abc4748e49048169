package dev.rheo.testkit.solver;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.StepNoise;
import java.util.function.LongFunction;

/** Noise of the steps of a {@link Walk}. */
public final class Noise {
    private Noise() {}

    /** Standard normal, addressed by (seed, use, step, row), in float64. */
    public static LongFunction<StepNoise> gaussian(long seed, long firstRow) {
        RandomStreams random = new RandomStreams(seed);
        return step -> (like, use) -> {
            int rows = (int) like.getShape().get(0);
            int dimension = (int) (like.size() / Math.max(1, rows));
            double[] z = new double[rows * dimension];
            var draws = random.at("noise:" + use, step);
            for (int i = 0; i < z.length; i++) {
                z[i] = draws.gaussian(firstRow + i / dimension, i % dimension);
            }
            return array(like, z);
        };
    }

    /** None at all. */
    public static LongFunction<StepNoise> none() {
        return step -> (like, use) -> like.zerosLike();
    }

    /** 1 in row {@code firstRow + k} for the k-th draw of a walk, and 0 in every other. */
    static LongFunction<StepNoise> impulses(int firstRow) {
        int[] next = {firstRow};
        return step -> (like, use) -> {
            double[] z = new double[(int) like.size()];
            z[next[0]++] = 1;
            return array(like, z);
        };
    }

    private static NDArray array(NDArray like, double[] values) {
        return like.getManager().create(values, like.getShape()).toType(like.getDataType(), false);
    }
}
