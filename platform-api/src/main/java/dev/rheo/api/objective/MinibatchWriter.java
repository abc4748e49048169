package dev.rheo.api.objective;

/** Receives the inputs of one step; each must be written exactly once, whole. */
public interface MinibatchWriter {
    /** Row-major numbers of the input of this name. */
    void floats(String input, float[] values);

    /** Whole numbers of the input of this name. */
    void integers(String input, int[] values);
}
