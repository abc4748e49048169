package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** How large an array is, as far as step sizes go by it. Leaves the array as it is. */
@FunctionalInterface
interface ErrorNorm {
    /** The root mean square of all numbers. */
    ErrorNorm ROOT_MEAN_SQUARE = array -> {
        try (NDArray squares = array.square();
                NDArray mean = squares.mean();
                NDArray number = mean.toType(DataType.FLOAT64, true)) {
            return Math.sqrt(number.getDouble());
        }
    };

    double of(NDArray array);

    /**
     * For states of {@code columns} numbers and one more that they do not depend on: the larger of the two root mean squares,
     * torchdiffeq's mixed norm. The one mean over both would hide an error of the last column behind many others.
     */
    static ErrorNorm mixed(long columns) {
        return array -> {
            try (NDArray state = array.get(":, :" + columns);
                    NDArray last = array.get(":, " + columns + ":")) {
                return Math.max(ROOT_MEAN_SQUARE.of(state), ROOT_MEAN_SQUARE.of(last));
            }
        };
    }
}
