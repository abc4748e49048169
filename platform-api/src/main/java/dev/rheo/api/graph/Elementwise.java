package dev.rheo.api.graph;

/** Operations element by element, with PyTorch's broadcasting. */
interface Elementwise extends Recorder {
    default Value neg(Value x) {
        return mul(x, -1);
    }

    default Value exp(Value x) {
        return op("exp", x.shape(), x);
    }

    default Value log(Value x) {
        return op("log", x.shape(), x);
    }

    default Value sin(Value x) {
        return op("sin", x.shape(), x);
    }

    default Value cos(Value x) {
        return op("cos", x.shape(), x);
    }

    default Value tanh(Value x) {
        return op("tanh", x.shape(), x);
    }

    default Value sigmoid(Value x) {
        return op("sigmoid", x.shape(), x);
    }

    default Value sqrt(Value x) {
        return op("sqrt", x.shape(), x);
    }

    default Value rsqrt(Value x) {
        return op("rsqrt", x.shape(), x);
    }

    default Value square(Value x) {
        return op("square", x.shape(), x);
    }

    default Value abs(Value x) {
        return op("abs", x.shape(), x);
    }

    /** -1, 0 or 1; its derivative is taken as zero. */
    default Value sign(Value x) {
        return op("sign", x.shape(), x);
    }

    default Value erf(Value x) {
        return op("erf", x.shape(), x);
    }

    default Value pow(Value x, double exponent) {
        return op("pow", x.shape(), x, exponent);
    }

    /** max(x, 0); not C¹. */
    default Value relu(Value x) {
        return op("relu", x.shape(), x);
    }

    /** x for x &gt; 0, else eˣ − 1 (Clevert et al. 2016, α = 1); C¹. */
    default Value elu(Value x) {
        return op("elu", x.shape(), x);
    }

    /** Klambauer et al. 2017, eq. 2; not C¹. */
    default Value selu(Value x) {
        return op("selu", x.shape(), x);
    }

    /** x·sigmoid(x). */
    default Value silu(Value x) {
        return op("silu", x.shape(), x);
    }

    /** The tanh form of GELU (Hendrycks and Gimpel 2016): ½x(1 + tanh(√(2/π)(x + 0.044715x³))). */
    default Value gelu(Value x) {
        return op("gelu", x.shape(), x);
    }

    /** log(1 + eˣ). */
    default Value softplus(Value x) {
        return op("softplus", x.shape(), x);
    }

    default Value add(Value x, Value y) {
        return binary("add", x, y);
    }

    default Value add(Value x, double c) {
        return c == 0 ? x : op("add", x.shape(), x, c);
    }

    default Value sub(Value x, Value y) {
        return binary("sub", x, y);
    }

    default Value sub(double c, Value x) {
        return add(neg(x), c);
    }

    default Value mul(Value x, Value y) {
        return binary("mul", x, y);
    }

    default Value mul(Value x, double c) {
        return c == 1 ? x : op("mul", x.shape(), x, c);
    }

    default Value div(Value x, Value y) {
        return binary("div", x, y);
    }

    default Value div(Value x, double c) {
        return mul(x, 1 / c);
    }

    /** Divides by the number of rows in the minibatch. */
    default Value divByBatch(Value x) {
        return op("div", x.shape(), x, Node.BatchSize.B);
    }

    /** The larger of both; where they are equal each gets half of the derivative. */
    default Value maximum(Value x, Value y) {
        return binary("maximum", x, y);
    }

    /** The smaller of both; where they are equal each gets half of the derivative. */
    default Value minimum(Value x, Value y) {
        return binary("minimum", x, y);
    }

    /** Truth values x &lt; y. */
    default Value lt(Value x, Value y) {
        return comparison("lt", x, y);
    }

    default Value lt(Value x, double c) {
        return typed(Dtype.BOOL, "lt", x.shape(), x, c);
    }

    /** Truth values x ≤ y. */
    default Value le(Value x, Value y) {
        return comparison("le", x, y);
    }

    default Value le(Value x, double c) {
        return typed(Dtype.BOOL, "le", x.shape(), x, c);
    }

    default Value gt(Value x, double c) {
        return typed(Dtype.BOOL, "gt", x.shape(), x, c);
    }

    default Value ge(Value x, double c) {
        return typed(Dtype.BOOL, "ge", x.shape(), x, c);
    }

    /** Truth values x = y. */
    default Value eq(Value x, Value y) {
        return comparison("eq", x, y);
    }

    /** Truth values as the numbers 0 and 1. */
    default Value asFloat(Value mask) {
        return op("as_float", mask.shape(), mask);
    }

    /** {@code x} where the mask holds, {@code y} elsewhere. */
    default Value where(Value mask, Value x, Value y) {
        if (mask.dtype() != Dtype.BOOL) {
            throw mismatch("where", "the mask must be boolean, but is " + mask.dtype());
        }
        Shape values = broadcast("where", x.shape(), y.shape());
        return op("where", broadcast("where", mask.shape(), values), mask, x, y);
    }

    /** The value itself, but constant to every derivative. */
    default Value detach(Value x) {
        return typed(x.dtype(), "detach", x.shape(), x);
    }

    private Value binary(String name, Value x, Value y) {
        return op(name, broadcast(name, x.shape(), y.shape()), x, y);
    }

    private Value comparison(String name, Value x, Value y) {
        return typed(Dtype.BOOL, name, broadcast(name, x.shape(), y.shape()), x, y);
    }

    private Shape broadcast(String name, Shape x, Shape y) {
        try {
            return x.broadcast(y);
        } catch (Shape.ShapeMismatch e) {
            throw mismatch(name, x + " and " + y + " do not broadcast");
        }
    }
}
