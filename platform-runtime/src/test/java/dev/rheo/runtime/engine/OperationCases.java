package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every operation on small inputs, broadcasting included. */
final class OperationCases {
    private static final Shape B = Shape.batch();
    private static final Shape B3 = Shape.batch(3);
    private static final Shape B23 = Shape.batch(2, 3);
    private static final Shape IMAGE = Shape.batch(4, 6, 6);
    private static final InputSpec LABELS = InputSpec.integers("labels", B);

    private OperationCases() {}

    /** An operation on inputs of given shapes. */
    record Case(String name, List<InputSpec> inputs, Expression expression) {
        Graph graph() {
            GraphBuilder graph = new GraphBuilder();
            List<Value> values = inputs.stream().map(spec -> graph.input(spec)).toList();
            Value y = expression.of(graph, values);
            return Comparison.withFirstDerivatives(graph, y, floating(values));
        }

        List<String> names() {
            return inputs.stream()
                    .filter(i -> i.dtype() == Dtype.FLOAT)
                    .map(InputSpec::name)
                    .toList();
        }

        private static List<Value> floating(List<Value> values) {
            return values.stream().filter(v -> v.dtype() == Dtype.FLOAT).toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    interface Expression {
        Value of(Operations g, List<Value> in);
    }

    interface Unary {
        Value of(Operations g, Value x);
    }

    interface Binary {
        Value of(Operations g, Value x, Value y);
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(functions());
        cases.addAll(arithmetic());
        cases.addAll(rearranging());
        cases.addAll(reductions());
        cases.addAll(dense());
        cases.addAll(spatial());
        return cases.stream();
    }

    private static List<Case> functions() {
        Map<String, Unary> functions = new LinkedHashMap<>();
        functions.put("exp", Operations::exp);
        functions.put("log", (g, x) -> g.log(g.square(x)));
        functions.put("sin", Operations::sin);
        functions.put("cos", Operations::cos);
        functions.put("tanh", Operations::tanh);
        functions.put("sigmoid", Operations::sigmoid);
        functions.put("sqrt", (g, x) -> g.sqrt(g.add(g.square(x), 0.3)));
        functions.put("rsqrt", (g, x) -> g.rsqrt(g.add(g.square(x), 0.3)));
        functions.put("abs", Operations::abs);
        functions.put("sign", (g, x) -> g.mul(g.sign(x), x));
        functions.put("erf", Operations::erf);
        functions.put("pow", (g, x) -> g.pow(g.exp(x), 2.5));
        functions.put("relu", Operations::relu);
        functions.put("elu", Operations::elu);
        functions.put("selu", Operations::selu);
        functions.put("silu", Operations::silu);
        functions.put("gelu", Operations::gelu);
        functions.put("softplus", Operations::softplus);
        functions.put("detach", (g, x) -> g.mul(x, g.detach(g.sin(x))));
        functions.put("negative and difference", (g, x) -> g.sub(2, g.neg(g.mul(x, 3))));
        List<Case> cases = new ArrayList<>();
        functions.forEach((name, function) -> cases.add(unary(name, B3, function)));
        return cases;
    }

    private static List<Case> arithmetic() {
        Map<String, Binary> operations = new LinkedHashMap<>();
        operations.put("add", Operations::add);
        operations.put("sub", Operations::sub);
        operations.put("mul", Operations::mul);
        operations.put("div", Operations::div);
        operations.put("maximum", Operations::maximum);
        operations.put("minimum", Operations::minimum);
        operations.put("where lt", (g, x, y) -> g.where(g.lt(x, y), g.sin(x), g.square(y)));
        operations.put("where le", (g, x, y) -> g.where(g.le(x, y), g.sin(x), y));
        operations.put("eq mask", (g, x, y) -> g.mul(g.add(x, y), g.asFloat(g.eq(x, y))));
        operations.put("ge mask", (g, x, y) -> g.mul(g.mul(x, y), g.asFloat(g.ge(x, 0.2))));
        operations.put("lt, gt mask", (g, x, y) -> g.where(g.gt(x, 0), x, g.where(g.lt(y, 0), y, x)));
        List<Case> cases = new ArrayList<>();
        cases.add(floats(
                "lerp",
                List.of(B3, B3, B3),
                (g, in) -> g.op("lerp", B3, g.sin(in.get(0)), in.get(1), g.sigmoid(in.get(2)))));
        cases.add(unary("tanh_backward of a repeated row", Shape.of(1, 3), (g, x) -> {
            Value result = g.expand(g.constant(Shape.of(1, 3), 0.3, -0.2, 0.5), B3);
            return g.sin(g.op("tanh_backward", B3, g.expand(g.sin(x), B3), result));
        }));
        cases.add(binary("lerp by a number", B3, B3, (g, x, y) -> g.op("lerp", B3, g.sin(x), y, 2.0)));
        operations.forEach((name, operation) -> {
            cases.add(binary(name, B23, B23, operation));
            cases.add(binary(name + ", vector by matrix", Shape.of(3), B23, operation));
            cases.add(binary(name + ", column by row", Shape.batch(1, 3), Shape.of(2, 1), operation));
            cases.add(binary(name + ", number by matrix", Shape.SCALAR, B23, operation));
        });
        return cases;
    }

    private static List<Case> rearranging() {
        return List.of(
                unary("reshape", B23, (g, x) -> g.sin(g.reshape(x, Shape.batch(6)))),
                unary("permute", B23, (g, x) -> g.sin(g.permute(x, 2, 0, 1))),
                unary("permute twice", B23, (g, x) -> g.permute(g.sin(g.permute(x, 2, 0, 1)), 1, 0, 2)),
                unary("unsqueeze and squeeze", B23, (g, x) -> g.squeeze(g.sin(g.unsqueeze(x, 1)), 1)),
                unary("expand", Shape.of(2, 1), (g, x) -> g.sin(g.expand(x, Shape.of(4, 2, 3)))),
                unary("narrow", B23, (g, x) -> g.sin(g.narrow(x, 2, 1, 2))),
                unary("select", B23, (g, x) -> g.sin(g.select(x, 1, 1))),
                unary(
                        "chunk",
                        Shape.batch(6),
                        (g, x) ->
                                g.mul(g.chunk(x, 1, 2).get(0), g.chunk(x, 1, 2).get(1))),
                unary("every chunk", Shape.batch(6), (g, x) -> {
                    List<Value> parts = g.chunk(g.sin(x), 1, 3);
                    return g.add(g.mul(parts.get(2), parts.get(1)), g.square(parts.get(0)));
                }),
                unary("every element of an axis", B23, (g, x) -> {
                    Value s = g.sin(x);
                    return g.mul(g.mul(g.select(s, 1, 0), g.select(s, 1, 1)), g.select(s, 1, 1));
                }),
                unary("pieces that overlap", Shape.batch(5), (g, x) -> {
                    Value s = g.sin(x);
                    Value ends = g.mul(g.narrow(s, 1, 0, 2), g.narrow(s, 1, 3, 2));
                    return g.mul(
                            g.mul(ends, g.select(g.unsqueeze(g.narrow(s, 1, 0, 3), 1), 2, 0)), g.narrow(s, 1, 2, 2));
                }),
                unary("pieces with a gap", Shape.batch(5), (g, x) -> {
                    Value s = g.sin(x);
                    return g.mul(g.narrow(s, 1, 0, 2), g.narrow(s, 1, 3, 2));
                }),
                unary("pieces of two axes", B23, (g, x) -> {
                    Value s = g.sin(x);
                    Value columns = g.mul(g.select(s, 2, 0), g.mul(g.select(s, 2, 1), g.select(s, 2, 2)));
                    return g.add(columns, g.sum(g.mul(g.select(s, 1, 0), g.select(s, 1, 1)), true, 1));
                }),
                binary("cat", B23, Shape.batch(4, 3), (g, x, y) -> g.sin(g.cat(1, x, y))),
                binary("stack", B23, B23, (g, x, y) -> g.sin(g.stack(-1, x, y))));
    }

    private static List<Case> reductions() {
        return List.of(
                unary("sum", B23, (g, x) -> g.sum(g.sin(x))),
                unary("sum over an axis", B23, (g, x) -> g.sin(g.sum(x, 1))),
                unary("sum keeping axes", B23, (g, x) -> g.sin(g.sum(x, true, 0, 2))),
                unary("mean", B23, (g, x) -> g.mean(g.sin(x))),
                unary("mean over an axis", B23, (g, x) -> g.sin(g.mean(x, -1))),
                unary("mean over the batch", B23, (g, x) -> g.sub(x, g.mean(x, true, 0))),
                unary("softmax", B23, (g, x) -> g.softmax(x, -1)),
                unary("softmax along the middle", B23, (g, x) -> g.softmax(x, 1)),
                unary("log softmax", B23, (g, x) -> g.logSoftmax(x, 1)),
                unary("log sum exp", B23, (g, x) -> g.logSumExp(x, 1)));
    }

    private static List<Case> dense() {
        return List.of(
                binary("matmul", B3, Shape.of(3, 2), Operations::matmul),
                unary("matmul of equal numbers", Shape.of(1, 4), (g, w) -> {
                    Value column = g.expand(g.constant(Shape.of(1, 1), 0.5), Shape.batch(1));
                    return g.sin(g.matmul(column, w));
                }),
                binary("matmul of batches", B23, Shape.batch(3, 4), Operations::matmul),
                binary("matmul of a batch with one matrix", B23, Shape.of(3, 4), Operations::matmul),
                binary("matmul of one matrix with a batch", Shape.of(4, 2), B23, Operations::matmul),
                binary(
                        "matmul with a transpose",
                        B23,
                        Shape.batch(4, 3),
                        (g, x, y) -> g.matmul(x, g.transpose(g.sin(y), 1, 2))),
                binary("matmul, broadcast", Shape.batch(1, 2, 3), Shape.of(5, 3, 4), Operations::matmul),
                floats(
                        "linear",
                        List.of(B3, Shape.of(4, 3), Shape.of(4)),
                        (g, in) -> g.linear(in.get(0), in.get(1), in.get(2))),
                floats(
                        "linear on tokens",
                        List.of(B23, Shape.of(4, 3), Shape.of(4)),
                        (g, in) -> g.linear(in.get(0), in.get(1), in.get(2))),
                binary("linear without bias", B23, Shape.of(4, 3), (g, x, w) -> g.linear(x, w, null)),
                floats(
                        "attention",
                        List.of(Shape.batch(2, 3, 4), Shape.batch(2, 5, 4), Shape.batch(2, 5, 4)),
                        (g, in) -> g.scaledDotProductAttention(in.get(0), in.get(1), in.get(2))),
                new Case(
                        "embedding",
                        List.of(InputSpec.floats("x", Shape.of(5, 3)), LABELS),
                        (g, in) -> g.sin(g.embedding(in.get(0), in.get(1)))));
    }

    private static List<Case> spatial() {
        return List.of(
                convolution("convolution 3x3", 3, 1, 1),
                convolution("convolution 3x3 with stride", 3, 2, 1),
                convolution("convolution 2x2 with stride, no padding", 2, 2, 0),
                convolution("convolution 1x1", 1, 1, 0),
                binary(
                        "convolution without bias",
                        IMAGE,
                        Shape.of(2, 4, 3, 3),
                        (g, x, w) -> g.conv2d(x, w, null, 1, 1)),
                unary("upsample", Shape.batch(2, 3, 3), (g, x) -> g.sin(g.upsampleNearest(x, 2))),
                unary("average pooling", IMAGE, (g, x) -> g.sin(g.avgPool(x, 3))),
                unary("layer norm", B23, (g, x) -> g.layerNorm(x, null, null, 1e-5)),
                floats(
                        "layer norm with gain and bias",
                        List.of(B23, Shape.of(3), Shape.of(3)),
                        (g, in) -> g.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5)),
                unary("group norm", IMAGE, (g, x) -> g.groupNorm(x, 2, null, null, 1e-5)),
                floats(
                        "group norm with gain and bias",
                        List.of(IMAGE, Shape.of(4), Shape.of(4)),
                        (g, in) -> g.groupNorm(in.get(0), 2, in.get(1), in.get(2), 1e-5)));
    }

    private static Case convolution(String name, int kernel, int stride, int padding) {
        return floats(
                name,
                List.of(IMAGE, Shape.of(2, 4, kernel, kernel), Shape.of(2)),
                (g, in) -> g.conv2d(in.get(0), in.get(1), in.get(2), stride, padding));
    }

    static Case unary(String name, Shape shape, Unary function) {
        return floats(name, List.of(shape), (g, in) -> function.of(g, in.get(0)));
    }

    private static Case binary(String name, Shape x, Shape y, Binary operation) {
        return floats(name, List.of(x, y), (g, in) -> operation.of(g, in.get(0), in.get(1)));
    }

    private static Case floats(String name, List<Shape> shapes, Expression expression) {
        List<String> names = List.of("x", "y", "z");
        List<InputSpec> inputs = new ArrayList<>();
        for (Shape shape : shapes) {
            inputs.add(InputSpec.floats(names.get(inputs.size()), shape));
        }
        return new Case(name, inputs, expression);
    }
}
