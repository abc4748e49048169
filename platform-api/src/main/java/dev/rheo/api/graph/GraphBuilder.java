package dev.rheo.api.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one {@link Graph}. Not thread-safe. */
public final class GraphBuilder implements Operations {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<List<@Nullable Object>, Value> known = new HashMap<>();
    private final Deque<String> scopes = new ArrayDeque<>();

    /** A new input. */
    public Value input(InputSpec spec) {
        claim(spec.name());
        Value value = add(Node.Kind.INPUT, spec.name(), spec.shape(), spec.dtype(), List.of());
        inputs.add(value);
        return value;
    }

    /** A new floating input. */
    public Value input(String name, Shape shape) {
        return input(InputSpec.floats(name, shape));
    }

    /** A new parameter in the current scope; decayed if it has two or more dimensions. */
    public Value parameter(String name, Shape shape, Init init) {
        return parameter(name, shape, init, shape.rank() >= 2);
    }

    /** A new parameter in the current scope. */
    public Value parameter(String name, Shape shape, Init init, boolean decayed) {
        if (shape.hasBatch()) {
            throw mismatch("parameter " + name, "a parameter cannot have a batch dimension: " + shape);
        }
        String full = scopes.isEmpty() ? name : scope() + "." + name;
        claim(full);
        Value value = add(Node.Kind.PARAMETER, full, shape, Dtype.FLOAT, List.of());
        parameters.add(new Parameter(full, shape, init, decayed, value));
        return value;
    }

    @Override
    public Value constant(Shape shape, double... numbers) {
        if (shape.hasBatch() || shape.size() != numbers.length) {
            throw mismatch("constant", numbers.length + " numbers do not fill " + shape);
        }
        List<Double> list = Arrays.stream(numbers).boxed().toList();
        return shared(Node.Kind.CONSTANT, "constant", shape, Dtype.FLOAT, List.of(shape, list));
    }

    @Override
    public Value op(String aten, Shape result, @Nullable Object... args) {
        return typed(Dtype.FLOAT, aten, result, args);
    }

    @Override
    public Value typed(Dtype dtype, String aten, Shape result, @Nullable Object... args) {
        return shared(Node.Kind.OP, aten, result, dtype, Arrays.asList(args));
    }

    @Override
    public <T> T in(String scope, Supplier<T> body) {
        scopes.addLast(scope);
        try {
            return body.get();
        } finally {
            scopes.removeLast();
        }
    }

    /** A call of the trained network; see {@link ProgramBuilder#network}. */
    public Value network(String head, int index, Shape shape, Value x, Value t, @Nullable Value labels) {
        return shared(Node.Kind.NETWORK, head, shape, Dtype.FLOAT, Arrays.asList(x, t, labels, index));
    }

    /** A call of the trained network with conditions, tokens, or both. */
    public Value network(
            String head,
            int index,
            Shape shape,
            Value x,
            Value t,
            @Nullable Value labels,
            @Nullable Value conditions,
            @Nullable Value tokens) {
        List<@Nullable Object> args = new ArrayList<>(Arrays.asList(x, t, labels, index));
        if (conditions != null || tokens != null) {
            args.add(conditions);
        }
        if (tokens != null) {
            args.add(tokens);
        }
        return shared(Node.Kind.NETWORK, head, shape, Dtype.FLOAT, args);
    }

    /** A derivative; see {@link ProgramBuilder#gradient}. */
    public Value gradient(Value of, Value wrt) {
        if (of.dtype() != Dtype.FLOAT || wrt.dtype() != Dtype.FLOAT) {
            throw mismatch("gradient", "only floating values have derivatives");
        }
        return shared(Node.Kind.GRADIENT, "gradient", wrt.shape(), Dtype.FLOAT, List.of(of, wrt));
    }

    /** The node that yields a value of this builder. */
    public Node node(Value value) {
        check(List.of(value));
        return nodes.get(value.id());
    }

    /** The node of this number. */
    public Node node(int id) {
        return nodes.get(id);
    }

    /** The graph with these outputs. The builder may be used on; the graph does not change any more. */
    public Graph build(List<Value> outputs) {
        check(outputs);
        return new Graph(nodes, inputs, parameters, outputs);
    }

    public Graph build(Value... outputs) {
        return build(List.of(outputs));
    }

    @Override
    public Shape.ShapeMismatch mismatch(String operation, String problem) {
        String where = scopes.isEmpty() ? "" : scope() + ": ";
        return new Shape.ShapeMismatch(where + operation + ": " + problem + ".");
    }

    private String scope() {
        return scopes.stream().collect(Collectors.joining("."));
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "The name '" + name + "' is already taken in this graph; put the layers into scopes of their own.");
        }
    }

    private void check(List<?> args) {
        for (Object arg : args) {
            if (arg instanceof Value value && !value.ownedBy(this)) {
                throw new IllegalArgumentException("The value " + value + " belongs to another builder.");
            } else if (arg instanceof List<?> list) {
                check(list);
            }
        }
    }

    private Value shared(Node.Kind kind, String name, Shape shape, Dtype dtype, List<@Nullable Object> args) {
        check(args);
        List<@Nullable Object> key = new ArrayList<>(args);
        key.add(kind);
        key.add(name);
        key.add(shape);
        key.add(dtype);
        Value value = known.get(key);
        if (value == null) {
            value = add(kind, name, shape, dtype, args);
            known.put(key, value);
        }
        return value;
    }

    private Value add(Node.Kind kind, String name, Shape shape, Dtype dtype, List<@Nullable Object> args) {
        Value value = new Value(this, nodes.size(), shape, dtype);
        nodes.add(new Node(kind, name, args, value));
        return value;
    }
}
