package dev.rheo.runtime.program;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A graph builder that leaves out products with one, repetitions that broadcasting does anyway, and double moves, and adds
 * products to sums in one operation.
 */
final class Algebra implements Operations {
    private final GraphBuilder graph;
    private final Set<Value> sloped = new HashSet<>();
    private final Set<Value> opaque = new HashSet<>();
    private boolean again;

    Algebra(GraphBuilder graph) {
        this.graph = graph;
    }

    Node node(Value value) {
        return graph.node(value);
    }

    Node node(int id) {
        return graph.node(id);
    }

    /** @param again whether what is written from here on will be differentiated itself */
    void again(boolean again) {
        this.again = again;
    }

    /** Writes a definition whose {@code arguments} are variables, however they were computed. */
    Value expanded(Definition definition, Node node, List<Value> arguments) {
        opaque.addAll(arguments);
        Value value = definition.expand(node, this);
        opaque.clear();
        return value;
    }

    /**
     * Whether an activation's slope at {@code x} is wanted by itself, since it occurs in several derivatives; otherwise the
     * fused kernel of slope and cotangent is the faster one.
     */
    boolean sharesSlope(Value x) {
        if (again) {
            sloped.add(x);
        }
        return sloped.contains(x);
    }

    /** Undoes broadcasting: sums {@code x} down to {@code shape}. */
    Value sumTo(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int lead = x.shape().rank() - shape.rank();
        int[] axes = IntStream.range(0, x.shape().rank())
                .filter(i -> i < lead || shape.at(i - lead) != x.shape().at(i))
                .toArray();
        return reshape(sum(x, true, axes), shape);
    }

    /** One of an operation's several results. */
    Value item(Value of, int index, Shape shape) {
        return op("item", shape, of, (long) index);
    }

    /** {@code x} row-major in memory, for those who read it several times. */
    Value contiguous(Value x) {
        return typed(x.dtype(), "contiguous", x.shape(), x);
    }

    @Override
    public Value add(Value x, Value y) {
        Value fused = plusProduct(x, y);
        fused = fused != null ? fused : plusProduct(y, x);
        return fused != null ? fused : Operations.super.add(x, y);
    }

    /** One operation for sum + product; the product by itself is then dead, unless somebody else needs it. */
    private @Nullable Value plusProduct(Value sum, Value product) {
        Node node = graph.node(product);
        boolean alike = sum.shape().equals(product.shape()) && sum.dtype() == Dtype.FLOAT;
        if (!alike) {
            return null;
        }
        if (isOp(product, "flat_product")) {
            return op("add_flat_product", sum.shape(), sum, node.arg(0), node.arg(1));
        }
        boolean elementwise = isOp(product, "mul")
                && node.inputs().size() == 2
                && node.inputs().stream().allMatch(v -> v.shape().equals(sum.shape()));
        return elementwise ? op("addcmul", sum.shape(), sum, node.arg(0), node.arg(1)) : null;
    }

    @Override
    public Value mul(Value x, Value y) {
        Double left = number(x);
        Double right = number(y);
        if (right != null && x.shape().broadcast(y.shape()).equals(x.shape())) {
            return mul(x, right);
        }
        if (left != null && x.shape().broadcast(y.shape()).equals(y.shape())) {
            return mul(y, left);
        }
        Value shortX = unexpanded(x, y.shape());
        Value shortY = unexpanded(y, x.shape());
        if (shortX != x) {
            return mul(shortX, y);
        }
        return shortY != y ? mul(x, shortY) : Operations.super.mul(x, y);
    }

    @Override
    public Value mul(Value x, double c) {
        Node node = graph.node(x);
        if (isOp(x, "mul") && node.arg(1) instanceof Double d) {
            return mul(node.value(0), c * d);
        }
        Double number = number(x);
        if (number != null) {
            return expand(constant(c * number), x.shape());
        }
        if (isOp(x, "expand")) {
            return expand(mul(node.value(0), c), x.shape());
        }
        return Operations.super.mul(x, c);
    }

    /** A column of equal numbers times a row repeats the row. */
    @Override
    public Value matmul(Value x, Value y) {
        Double number = x.shape().equals(Shape.batch(1)) && y.shape().rank() == 2 ? number(x) : null;
        return number == null
                ? Operations.super.matmul(x, y)
                : expand(mul(y, number), Shape.batch(y.shape().at(1)));
    }

    @Override
    public Value permute(Value x, int... order) {
        Node node = graph.node(x);
        if (isOp(x, "permute")) {
            long[] inner = node.numbers(1);
            return permute(
                    node.value(0), IntStream.of(order).map(i -> (int) inner[i]).toArray());
        }
        boolean identity = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
        return identity ? x : Operations.super.permute(x, order);
    }

    @Override
    public Value reshape(Value x, Shape shape) {
        Node node = graph.node(x);
        return isOp(x, "reshape") ? reshape(node.value(0), shape) : Operations.super.reshape(x, shape);
    }

    @Override
    public Value constant(Shape shape, double... numbers) {
        return graph.constant(shape, numbers);
    }

    @Override
    public Value op(String aten, Shape result, @Nullable Object... args) {
        return graph.op(aten, result, args);
    }

    @Override
    public Value typed(Dtype dtype, String aten, Shape result, @Nullable Object... args) {
        return graph.typed(dtype, aten, result, args);
    }

    @Override
    public Shape.ShapeMismatch mismatch(String operation, String problem) {
        return graph.mismatch(operation, problem);
    }

    @Override
    public <T> T in(String scope, Supplier<T> body) {
        return graph.in(scope, body);
    }

    /** The number that every element of {@code x} is, if that is known. */
    private @Nullable Double number(Value x) {
        Node node = graph.node(x);
        if (isOp(x, "expand") || isOp(x, "reshape")) {
            return number(node.value(0));
        }
        boolean single = node.kind() == Node.Kind.CONSTANT && x.shape().size() == 1;
        return single && node.arg(1) instanceof List<?> list && list.get(0) instanceof Double d ? d : null;
    }

    /** What {@code x} was expanded from, where broadcasting against {@code other} expands it again. */
    private Value unexpanded(Value x, Shape other) {
        Node node = graph.node(x);
        if (!isOp(x, "expand")) {
            return x;
        }
        Value from = node.value(0);
        return from.shape().broadcast(other).equals(x.shape().broadcast(other)) ? from : x;
    }

    private boolean isOp(Value x, String name) {
        Node node = graph.node(x);
        return !opaque.contains(x) && node.kind() == Node.Kind.OP && node.name().equals(name);
    }
}
