package dev.rheo.api.test;

/**
 * A compiled optimizer on a θ of two groups, driven by given gradients: first the parameters that weight decay applies
 * to, then the others. Numbers are float32 inside, as in training. Not thread-safe.
 */
public interface Descent extends AutoCloseable {
    /**
     * One step along this gradient.
     *
     * @param gradient as long as θ
     * @param learningRate of this step, the schedule's factor included
     */
    void step(double[] gradient, double learningRate);

    /** A copy of θ. */
    double[] parameters();

    @Override
    void close();
}
