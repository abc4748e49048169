package dev.rheo.runtime.train;

import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.runtime.engine.MinibatchSlot;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Writes a minibatch into the engine's memory, from any thread. */
record SlotWriter(MinibatchSlot slot) implements MinibatchWriter {
    @Override
    public void floats(String input, float[] values) {
        FloatBuffer memory = slot.floats(input);
        check(input, values.length, memory.remaining());
        memory.put(values);
    }

    @Override
    public void integers(String input, int[] values) {
        LongBuffer memory = slot.integers(input);
        check(input, values.length, memory.remaining());
        for (int value : values) {
            memory.put(value);
        }
    }

    private static void check(String input, int given, int wanted) {
        if (given != wanted) {
            throw new IllegalArgumentException(
                    "the objective wrote " + given + " numbers into input '" + input + "', which takes " + wanted);
        }
    }
}
