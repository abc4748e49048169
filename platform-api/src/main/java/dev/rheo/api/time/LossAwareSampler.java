package dev.rheo.api.time;

/**
 * A timestep sampler whose law follows the losses that training had at the times it drew. By itself it is the law before
 * any loss is known. The host acts on losses with a fixed delay in steps, so that a run stays a function of its manifest
 * whatever the prefetch is doing, and keeps the history in checkpoints. The objective has to tell the losses of its rows
 * ({@link dev.rheo.api.graph.ProgramBuilder#rowLosses}).
 */
public interface LossAwareSampler extends TimestepSampler {
    /** A history without losses. */
    History history();

    /** The losses seen so far. Used by one thread at a time. */
    interface History {
        /**
         * Takes note of a minibatch.
         *
         * @param t the rows' times, in [0, 1]; on a path of discrete time the middle of the cell that a grid time stands for
         * @param losses the rows' losses, importance weights divided out
         */
        void note(double[] t, double[] losses);

        /** The law that follows; it does not change when more is noted. */
        TimestepSampler law();

        /** Everything that {@link #law} depends on, always of the same length. */
        float[] state();

        /**
         * Goes back to what {@link #state} gave.
         *
         * @throws IllegalArgumentException if that was the history of another configuration
         */
        void restore(float[] state);
    }
}
