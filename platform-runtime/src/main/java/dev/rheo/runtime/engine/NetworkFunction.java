package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.NetworkProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with a θ of its own, without gradients. Calls may come from several threads that have entered the engine, but
 * not while θ is being replaced.
 */
public final class NetworkFunction implements AutoCloseable {
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final DirectTensor theta;
    private final NDList fixed = new NDList();

    /** @param parameters θ in the order of the program's layout; copied */
    public NetworkFunction(TorchEngine engine, NetworkProgram program, float[] parameters) {
        this(engine, program, engine.kernels(), parameters);
    }

    NetworkFunction(TorchEngine engine, NetworkProgram program, Kernels kernels, float[] parameters) {
        manager = engine.newTorchManager();
        block = TorchEngine.load(manager, program.source(), kernels);
        theta = DirectTensor.of(manager, new long[] {program.layout().size()}, ai.djl.ndarray.types.DataType.FLOAT32);
        theta.set(parameters);
        NDList constants = new Call(manager, "constants").run(block);
        fixed.addAll(new Call(manager, "apply")
                .tensor(theta.array())
                .list("C", constants)
                .arguments());
    }

    /** Replaces θ. */
    public void parameters(float[] parameters) {
        theta.set(parameters);
    }

    /**
     * The network's first head at one time for all rows.
     *
     * @param x (n x sample), left as it is
     * @param t flow time
     * @param labels (n) int64, or null for a network without labels
     * @return a new array, owned by the manager of {@code x}
     */
    public NDArray apply(NDArray x, double t, @Nullable NDArray labels) {
        NDList heads = heads(x, t, labels);
        for (int i = 1; i < heads.size(); i++) {
            heads.get(i).close();
        }
        return heads.get(0);
    }

    /** All heads; arguments and ownership as for {@link #apply(NDArray, double, NDArray)}. */
    public NDList heads(NDArray x, double t, @Nullable NDArray labels) {
        NDManager owner = x.getManager();
        List<NDArray> temporary = new ArrayList<>();
        NDArray time = manager.create((float) t);
        temporary.add(time);
        NDList arguments = new NDList(fixed);
        arguments.add(unnamed(x, temporary));
        arguments.add(time);
        if (labels != null) {
            arguments.add(unnamed(labels, temporary));
        }
        try {
            NDList heads = IValueUtils.forward(block, arguments, true);
            heads.attach(owner);
            return heads;
        } finally {
            temporary.forEach(NDArray::close);
        }
    }

    /**
     * The network's first head on host arrays.
     *
     * @param x n rows, row-major
     * @param sample dimensions of one row
     * @param labels one per row, or null for a network without labels
     */
    public float[] apply(float[] x, int n, long[] sample, double t, int @Nullable [] labels) {
        try (NDManager scope = manager.newSubManager()) {
            long[] dims = new long[sample.length + 1];
            dims[0] = n;
            System.arraycopy(sample, 0, dims, 1, sample.length);
            NDArray rows = scope.create(x, new Shape(dims));
            NDArray classes = null;
            if (labels != null) {
                classes = scope.create(
                        java.util.stream.IntStream.of(labels).asLongStream().toArray());
            }
            return apply(rows, t, classes).toFloatArray();
        }
    }

    /** How many native arrays this function owns; the same after every call. */
    public int liveArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A named array would be taken for a list or a method by the engine. */
    private static NDArray unnamed(NDArray array, List<NDArray> temporary) {
        if (array.getName() == null) {
            return array;
        }
        NDArray alias = array.reshape(array.getShape());
        temporary.add(alias);
        return alias;
    }
}
