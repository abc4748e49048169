package dev.rheo.runtime.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A block of DJL that is given its parameters with every call and keeps none. Several threads may call at once. */
final class EagerNetwork {
    private static final int ROWS = 2;

    private final Block block;
    private final Map<Parameter, Integer> places = new HashMap<>();

    EagerNetwork(TorchEngine engine, BlockCall call, Layout layout) {
        block = call.block().made().get();
        try (NDManager manager = engine.newManager()) {
            // Gives the parameters their shapes; their arrays are never read.
            block.initialize(
                    manager,
                    DataType.FLOAT32,
                    call.inputs().stream().map(EagerNetwork::shape).toArray(Shape[]::new));
        }
        List<String> names = layout.parameters().stream().map(p -> p.name()).toList();
        for (Pair<String, Parameter> each : block.getParameters()) {
            places.put(each.getValue(), names.indexOf(each.getKey()));
        }
    }

    private static Shape shape(dev.rheo.api.graph.Shape shape) {
        long[] dims = shape.dims().clone();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == dev.rheo.api.graph.Shape.BATCH ? ROWS : dims[i];
        }
        return new Shape(dims);
    }

    /**
     * What the block returns.
     *
     * @param scope owns whatever is made on the way, and the results
     * @param parameters in the order of the layout
     * @param inputs x, t and labels, which belong to {@code scope}
     */
    NDList forward(NDManager scope, List<? extends NDArray> parameters, NDList inputs, boolean training) {
        return block.forward(new Given(scope, parameters), inputs, training);
    }

    /** Whatever an operation of parameters makes belongs to the scope, since its copies of them do. */
    private final class Given extends ParameterStore {
        private final NDManager scope;
        private final List<? extends NDArray> parameters;

        Given(NDManager scope, List<? extends NDArray> parameters) {
            super(scope, false);
            this.scope = scope;
            this.parameters = parameters;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            int place = Objects.requireNonNull(places.get(parameter), "the block made a parameter while it ran");
            NDArray alias = parameters.get(place).reshape(parameter.getShape());
            alias.attach(scope);
            return (PtNDArray) alias;
        }
    }
}
