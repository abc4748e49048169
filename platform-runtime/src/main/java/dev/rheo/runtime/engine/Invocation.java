package dev.rheo.runtime.engine;

/** One method of a program with its arguments bound for good. */
interface Invocation {
    Results run();

    /** What a method returned; closed by who ran it. */
    interface Results extends AutoCloseable {
        /** The first number of each result. */
        double[] numbers();

        /** All numbers of one result. */
        float[] floats(int result);

        @Override
        void close();
    }
}
