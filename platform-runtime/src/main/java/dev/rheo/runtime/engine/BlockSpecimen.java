package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Value;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network that is a block of DJL, run as it is; its derivatives are not there to be compared. */
final class BlockSpecimen implements Specimen {
    private final NDManager manager;
    private final EagerNetwork network;
    private final Graph graph;
    private final Layout layout;
    private final DataType type;

    BlockSpecimen(TorchEngine engine, BlockCall call, Graph graph, Lab.Precision precision) {
        this.manager = engine.newManager();
        this.graph = graph;
        this.layout = Layout.of(graph);
        this.network = new EagerNetwork(engine, call, layout);
        this.type = precision == Lab.Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    @Override
    public List<double[]> run(Map<String, double[]> values, int batch) {
        JniUtils.setGradMode(false);
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> parameters = new ArrayList<>();
            for (Parameter parameter : layout.parameters()) {
                parameters.add(array(scope, numbers(values, parameter.name()), parameter.shape(), Dtype.FLOAT, batch));
            }
            NDList inputs = new NDList();
            for (Value input : graph.inputs()) {
                inputs.add(array(scope, numbers(values, graph.name(input)), input.shape(), input.dtype(), batch));
            }
            return network.forward(scope, parameters, inputs, false).stream()
                    .map(head -> head.toType(DataType.FLOAT64, true).toDoubleArray())
                    .toList();
        }
    }

    private static double[] numbers(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), () -> "no numbers were given for '" + name + "'");
    }

    private NDArray array(NDManager scope, double[] values, dev.rheo.api.graph.Shape shape, Dtype dtype, int batch) {
        long[] dims = shape.dims().clone();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == dev.rheo.api.graph.Shape.BATCH ? batch : dims[i];
        }
        return scope.create(values, new Shape(dims)).toType(dtype == Dtype.INT64 ? DataType.INT64 : type, false);
    }

    @Override
    public Map<String, double[]> gradient(
            Differentiation by, Map<String, double[]> values, int batch, List<String> wrt) {
        throw new UnsupportedOperationException("A block of DJL is differentiated while it is trained only.");
    }

    @Override
    public boolean hasOwnDerivative() {
        return false;
    }

    @Override
    public void close() {
        manager.close();
    }
}
