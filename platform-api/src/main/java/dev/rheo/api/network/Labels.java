package dev.rheo.api.network;

/** Which class labels a network is conditioned on. */
public sealed interface Labels {
    /** No labels. */
    Labels NONE = new None();

    static Labels classes(int count, boolean nullable) {
        return new Classes(count, nullable);
    }

    /** No labels. */
    record None() implements Labels {}

    /**
     * Whole numbers in [0, count); with {@code nullable}, {@code count} itself stands for "no class"
     * (classifier-free guidance).
     */
    record Classes(int count, boolean nullable) implements Labels {
        public Classes {
            if (count < 1) {
                throw new IllegalArgumentException("A network needs at least one class, not " + count + ".");
            }
        }

        /** Rows that an embedding table needs. */
        public int rows() {
            return nullable ? count + 1 : count;
        }
    }
}
