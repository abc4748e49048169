package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.Differentiate;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.NoDerivativeException;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.TorchScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One graph of a lab: compiled anew for each list of values that is differentiated by. */
final class TorchSpecimen implements Specimen {
    private final PtNDManager manager;
    private final Differentiate differentiate;
    private final Graph joined;
    private final Graph weighted;
    private final @Nullable Graph resolved;
    private final Precision precision;
    private final Map<Object, PtSymbolBlock> programs = new HashMap<>();

    TorchSpecimen(TorchEngine engine, Rules rules, @Nullable Graph network, Graph program, Lab.Precision precision) {
        this.manager = engine.newTorchManager();
        this.differentiate = new Differentiate(rules);
        this.precision = Precision.valueOf(precision.name());
        joined = Differentiate.join(network, program);
        weighted = Differentiate.weightedSum(network, program);
        resolved = resolved();
    }

    @Override
    public List<double[]> run(Map<String, double[]> values, int batch) {
        PtSymbolBlock program = programs.computeIfAbsent("run", key -> {
            TorchScript script = script();
            return load(resolved != null ? script.method("run", resolved) : script.autograd("run", joined, List.of()));
        });
        return call(program, "run", resolved != null ? resolved : joined, values, batch);
    }

    @Override
    public Map<String, double[]> gradient(
            Differentiation by, Map<String, double[]> values, int batch, List<String> wrt) {
        Map<String, double[]> all = new HashMap<>(values);
        for (Value input : weighted.inputs()) {
            if (weighted.name(input).startsWith(Differentiate.OUTPUT_WEIGHT)) {
                all.put(weighted.name(input), weights(input.shape(), batch));
            }
        }
        PtSymbolBlock program =
                programs.computeIfAbsent(List.of(by, wrt), key -> by == Differentiation.OWN ? own(wrt) : torch(wrt));
        List<double[]> results = call(program, "gradient", weighted, all, batch);
        Map<String, double[]> gradients = new LinkedHashMap<>();
        for (int i = 0; i < wrt.size(); i++) {
            gradients.put(wrt.get(i), results.get(i + 1));
        }
        return gradients;
    }

    @Override
    public boolean hasOwnDerivative() {
        return resolved != null;
    }

    @Override
    public void close() {
        manager.close();
    }

    private PtSymbolBlock own(List<String> wrt) {
        try {
            return load(script().method("gradient", differentiate.resolve(null, weighted, wrt)));
        } catch (NoDerivativeException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }

    private PtSymbolBlock torch(List<String> wrt) {
        List<Value> values = wrt.stream().map(this::named).toList();
        return load(script().autograd("gradient", weighted, values));
    }

    private @Nullable Graph resolved() {
        try {
            return differentiate.resolve(null, joined, List.of());
        } catch (NoDerivativeException e) {
            return null;
        }
    }

    private Value named(String name) {
        return weighted.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .out();
    }

    private TorchScript script() {
        return new TorchScript(Layout.of(joined), precision);
    }

    private PtSymbolBlock load(TorchScript script) {
        return TorchEngine.load(manager, script.source(), Kernels.PORTABLE, script.module());
    }

    private List<double[]> call(
            PtSymbolBlock program, String method, Graph graph, Map<String, double[]> values, int batch) {
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            NDList constants = new Call(scope, "constants").run(program);
            List<NDArray> parameters = new ArrayList<>();
            for (Parameter p : Layout.of(joined).parameters()) {
                parameters.add(array(scope, get(values, p.name()), p.shape(), Dtype.FLOAT, batch));
            }
            Call call = new Call(scope, method).list("W", parameters).list("C", constants);
            for (Value input : graph.inputs()) {
                call.tensor(array(scope, get(values, graph.name(input)), input.shape(), input.dtype(), batch));
            }
            return call.run(program).stream().map(TorchSpecimen::numbers).toList();
        }
    }

    private NDArray array(PtNDManager scope, double[] values, Shape shape, Dtype dtype, int batch) {
        if (values.length != shape.size(batch)) {
            throw new IllegalArgumentException(
                    values.length + " numbers do not fill " + shape + " at a batch of " + batch + ".");
        }
        long[] dims = shape.dims();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.BATCH ? batch : dims[i];
        }
        DataType type = dtype == Dtype.INT64
                ? DataType.INT64
                : precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        return scope.create(values, new ai.djl.ndarray.types.Shape(dims)).toType(type, false);
    }

    private static double[] numbers(NDArray array) {
        try (NDArray doubles = array.toType(DataType.FLOAT64, true)) {
            return doubles.toDoubleArray();
        }
    }

    private static double[] get(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), () -> "no numbers were given for '" + name + "'");
    }

    private static double[] weights(Shape shape, int batch) {
        return shape.rank() == 0
                ? new double[] {1}
                : IntStream.range(0, (int) shape.size(batch))
                        .mapToDouble(i -> Math.sin(1 + 0.7 * i))
                        .toArray();
    }
}
