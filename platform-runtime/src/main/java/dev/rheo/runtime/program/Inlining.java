package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a program and the network it calls into one graph. Every call uses the same parameters; equal calls become one.
 */
final class Inlining {
    /** Where a call of the network has what comes after the position of its head. */
    private static final Map<String, Integer> PLACES = Map.of(ProgramBuilder.CONDITIONS, 4, ProgramBuilder.TOKENS, 5);

    private final GraphBuilder graph;
    private final Algebra algebra;
    private final @Nullable Graph network;
    private final BinaryOperator<Value> derivative;
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();

    /**
     * @param derivative what becomes of d sum(first) / d second
     */
    Inlining(GraphBuilder graph, @Nullable Graph network, BinaryOperator<Value> derivative) {
        this.graph = graph;
        this.algebra = new Algebra(graph);
        this.network = network;
        this.derivative = derivative;
        if (network != null) {
            network.parameters().forEach(this::declare);
        }
    }

    /** The program's outputs in the joint graph. */
    List<Value> inline(Graph program) {
        program.parameters().forEach(this::declare);
        for (Value input : program.inputs()) {
            String name = program.name(input);
            inputs.put(name, graph.input(new InputSpec(name, input.shape(), input.dtype())));
        }
        return copy(program, inputs);
    }

    /** The joint graph's parameters by name, in the order of declaration. */
    Map<String, Value> parameters() {
        return parameters;
    }

    Map<String, Value> inputs() {
        return inputs;
    }

    private void declare(Parameter p) {
        parameters.put(p.name(), graph.parameter(p.name(), p.shape(), p.init(), p.decayed()));
    }

    private List<Value> copy(Graph from, Map<String, Value> arguments) {
        Map<Value, Value> copies = new HashMap<>();
        BitSet live = live(from);
        for (Node node : from.nodes()) {
            if (live.get(node.out().id())) {
                copies.put(node.out(), copy(node, arguments, copies));
            }
        }
        return from.outputs().stream().map(v -> get(copies, v)).toList();
    }

    private Value copy(Node node, Map<String, Value> arguments, Map<Value, Value> copies) {
        List<@Nullable Object> args = new ArrayList<>();
        node.args().forEach(arg -> args.add(map(arg, copies)));
        return switch (node.kind()) {
            case INPUT -> get(arguments, node.name());
            case PARAMETER -> get(parameters, node.name());
            case CONSTANT ->
                graph.constant(
                        node.out().shape(),
                        ((List<?>) args.get(1))
                                .stream().mapToDouble(d -> (Double) d).toArray());
            case OP -> operation(node, args);
            case NETWORK -> call(node, args);
            case GRADIENT -> derivative.apply((Value) args.get(0), (Value) args.get(1));
        };
    }

    private Value operation(Node node, List<@Nullable Object> args) {
        Value value =
                graph.typed(node.out().dtype(), node.name(), node.out().shape(), args.toArray(new @Nullable Object[0]));
        return Lowering.of(value, algebra);
    }

    private Value call(Node node, List<@Nullable Object> args) {
        if (network == null) {
            throw new IllegalArgumentException("The program calls a network, but none was given.");
        }
        Map<String, Value> given = new HashMap<>();
        for (int i = 0; i < network.inputs().size(); i++) {
            String name = network.name(network.inputs().get(i));
            int place = PLACES.getOrDefault(name, i);
            if (!(place < args.size() && args.get(place) instanceof Value value)) {
                throw new IllegalArgumentException("The network needs '" + name + "', but is called without.");
            }
            given.put(name, value);
        }
        return copy(network, given).get((int) node.number(3));
    }

    private static BitSet live(Graph graph) {
        BitSet live = new BitSet();
        graph.outputs().forEach(v -> live.set(v.id()));
        for (int id = graph.nodes().size() - 1; id >= 0; id--) {
            if (live.get(id)) {
                graph.nodes().get(id).inputs().forEach(v -> live.set(v.id()));
            }
        }
        return live;
    }

    private static @Nullable Object map(@Nullable Object arg, Map<Value, Value> copies) {
        if (arg instanceof Value value) {
            return get(copies, value);
        }
        if (arg instanceof List<?> list) {
            List<@Nullable Object> mapped = new ArrayList<>();
            list.forEach(e -> mapped.add(map(e, copies)));
            return mapped;
        }
        return arg;
    }

    private static <K> Value get(Map<K, Value> map, K key) {
        Value value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("Nothing is known about " + key + ".");
        }
        return value;
    }
}
