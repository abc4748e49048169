package dev.rheo.runtime.model;

/** Which of the parameter vectors of a checkpoint to use. */
public sealed interface Parameters {
    /** What the manifest's {@code sample.ema} asks for: the first moving average if there is one and it is wanted, else θ. */
    record OfManifest() implements Parameters {}

    /** θ itself. */
    record Theta() implements Parameters {}

    /**
     * A moving average.
     *
     * @param number its place in {@code train.ema}, from 1
     */
    record Average(int number) implements Parameters {
        public Average {
            if (number < 1) {
                throw new IllegalArgumentException("average number " + number);
            }
        }
    }
}
