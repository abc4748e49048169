package dev.rheo.runtime.engine;

/** One method of a program with its arguments bound for good. */
interface Invocation {
    Results run();

    /** What a method returned; closed by who ran it. */
    interface Results extends AutoCloseable {
        /** All results, each one number. */
        double[] numbers();

        @Override
        void close();
    }
}
