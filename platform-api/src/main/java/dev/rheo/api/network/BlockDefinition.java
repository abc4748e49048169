package dev.rheo.api.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import dev.rheo.api.graph.DjlBlock;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a block of DJL as a network: makes one, to learn the shapes of its parameters. */
final class BlockDefinition {
    private static final int ROWS = 2;

    private final BlockArchitecture architecture;
    private final NetworkSpec spec;
    private final NetworkBuilder net;

    BlockDefinition(BlockArchitecture architecture, NetworkSpec spec, NetworkBuilder net) {
        this.architecture = architecture;
        this.spec = spec;
        this.net = net;
    }

    /** One value per head asked for. */
    List<Value> write() {
        ai.djl.ndarray.types.Shape[] shapes = spec.inputs().stream()
                .map(InputSpec::shape)
                .map(BlockDefinition::rows)
                .toArray(ai.djl.ndarray.types.Shape[]::new);
        try (NDManager manager = hostManager()) {
            Block block = architecture.block(spec);
            block.initialize(manager, DataType.FLOAT32, shapes);
            List<Value> parameters = new ArrayList<>();
            for (Pair<String, ai.djl.nn.Parameter> each : block.getParameters()) {
                parameters.add(parameter(each.getKey(), each.getValue()));
            }
            return heads(parameters, block.getOutputShapes(shapes));
        }
    }

    private List<Value> heads(List<Value> parameters, ai.djl.ndarray.types.Shape[] results) {
        DjlBlock block = new DjlBlock(() -> architecture.block(spec));
        List<Shape> heads = List.copyOf(spec.headShapes().values());
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            if (results.length != heads.size() || !results[i].equals(rows(heads.get(i)))) {
                throw net.mismatch(
                        "block",
                        "heads of shape " + heads + " are asked for, but for two rows it returns "
                                + Arrays.toString(results));
            }
            values.add(net.op(DjlBlock.CALL, heads.get(i), block, parameters, inputs(), i));
        }
        return values;
    }

    private List<Value> inputs() {
        @Nullable Value labels = net.labels();
        return labels == null ? List.of(net.x(), net.t()) : List.of(net.x(), net.t(), labels);
    }

    private Value parameter(String name, ai.djl.nn.Parameter parameter) {
        if (!parameter.requiresGradient()) {
            throw net.mismatch("block", name + " is kept beside the parameters, as batch norm does; use layer norm");
        }
        Shape shape = Shape.of(parameter.getShape().getShape());
        Init init =
                switch (parameter.getType()) {
                    case GAMMA -> Init.ONE;
                    case BETA, BIAS -> Init.ZERO;
                    default -> Init.torchDefault(shape.rank() == 0 ? 1 : Math.max(1, shape.size() / shape.at(0)));
                };
        return net.parameter(name, shape, init);
    }

    /** The engine looks for its natives by the context class loader, which may be a plugin's. */
    private static NDManager hostManager() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(BlockDefinition.class.getClassLoader());
        try {
            return NDManager.newBaseManager();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ai.djl.ndarray.types.Shape rows(Shape shape) {
        long[] dims = shape.dims().clone();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.BATCH ? ROWS : dims[i];
        }
        return new ai.djl.ndarray.types.Shape(dims);
    }
}
