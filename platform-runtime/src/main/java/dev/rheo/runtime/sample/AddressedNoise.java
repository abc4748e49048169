package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.runtime.engine.HostArrays;

/** Noise of one step of one batch; row i of the batch is sample {@code firstRow + i} of the run. */
record AddressedNoise(RandomStreams random, String purpose, long step, long firstRow) implements StepNoise {
    @Override
    public NDArray gaussian(NDArray like, int use) {
        int rows = (int) like.getShape().get(0);
        int dimension = (int) (like.size() / Math.max(1, rows));
        float[] values = new float[rows * dimension];
        random.at(purpose + ":" + use, step).gaussians(firstRow, rows, dimension, values, 0);
        return HostArrays.floats(like.getManager(), values, like.getShape()).toType(like.getDataType(), false);
    }
}
