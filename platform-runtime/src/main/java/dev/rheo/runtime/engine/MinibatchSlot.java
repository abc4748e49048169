package dev.rheo.runtime.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.InputSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The minibatch inputs of one training step, on memory that any thread fills without touching the engine. The session that
 * made it owns it. Filling and stepping must not overlap; handing the slot over between threads must happen before
 * either (a queue or semaphore does that).
 */
public final class MinibatchSlot {
    private final int batch;
    private final Map<String, DirectTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Dtype> types = new LinkedHashMap<>();
    private @Nullable Invocation step;
    private @Nullable Invocation gradient;

    MinibatchSlot(PtNDManager manager, List<InputSpec> inputs, int batch) {
        this.batch = batch;
        for (InputSpec input : inputs) {
            tensors.put(input.name(), DirectTensor.of(manager, input.shape(), input.dtype(), batch));
            types.put(input.name(), input.dtype());
        }
    }

    private MinibatchSlot(int batch) {
        this.batch = batch;
    }

    /**
     * Equal parts of the rows, on the same memory; what has no rows is in each part.
     *
     * @throws IllegalArgumentException if the rows cannot be divided so
     */
    List<MinibatchSlot> parts(PtNDManager manager, List<InputSpec> inputs, int count) {
        if (batch % count != 0) {
            throw new IllegalArgumentException(batch + " rows cannot be divided into " + count + " equal parts.");
        }
        List<MinibatchSlot> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MinibatchSlot part = new MinibatchSlot(batch / count);
            for (InputSpec input : inputs) {
                DirectTensor whole = tensor(input.name(), input.dtype());
                part.tensors.put(input.name(), input.shape().hasBatch() ? whole.part(manager, i, count) : whole);
                part.types.put(input.name(), input.dtype());
            }
            parts.add(part);
        }
        return parts;
    }

    /** Rows of this slot. */
    public int batch() {
        return batch;
    }

    /** The memory of a floating input, row-major; positions are the caller's. */
    public FloatBuffer floats(String input) {
        return tensor(input, Dtype.FLOAT).bytes().asFloatBuffer();
    }

    /** The memory of an integer input, row-major. */
    public LongBuffer integers(String input) {
        return tensor(input, Dtype.INT64).bytes().asLongBuffer();
    }

    List<PtNDArray> arrays() {
        List<PtNDArray> arrays = new ArrayList<>();
        tensors.values().forEach(t -> arrays.add(t.array()));
        return arrays;
    }

    PtNDArray array(String input) {
        return tensor(input, types.getOrDefault(input, Dtype.FLOAT)).array();
    }

    void bind(Invocation step, Invocation gradient) {
        this.step = step;
        this.gradient = gradient;
    }

    Invocation step() {
        return java.util.Objects.requireNonNull(step);
    }

    Invocation gradient() {
        return java.util.Objects.requireNonNull(gradient);
    }

    private DirectTensor tensor(String input, Dtype dtype) {
        DirectTensor tensor = tensors.get(input);
        if (tensor == null || types.get(input) != dtype) {
            throw new IllegalArgumentException(
                    "The program has no " + dtype + " input '" + input + "'; it has " + types + ".");
        }
        return tensor;
    }
}
