package dev.rheo.runtime.program;

import dev.rheo.api.graph.Value;
import java.util.Map;

/**
 * Activations: each passes its cotangent through PyTorch's fused kernel for it; the kernels are differentiated by their
 * definition.
 */
final class ActivationRules {
    /** Klambauer et al. 2017, eq. 14. */
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double GELU_CUBIC = 0.044715;

    private ActivationRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        fromResult(rules);
        fromArgument(rules);
        definitions.put("threshold_backward", (n, a) -> a.mul(n.value(0), a.asFloat(a.gt(n.value(1), 0))));
        definitions.put("tanh_backward", (n, a) -> a.mul(n.value(0), a.sub(1, a.square(n.value(1)))));
        definitions.put("sigmoid_backward", (n, a) -> a.mul(n.value(0), a.mul(n.value(1), a.sub(1, n.value(1)))));
        definitions.put("gelu_backward", (n, a) -> a.mul(n.value(0), geluSlope(a, n.value(1))));
        definitions.put("elu_backward", (n, a) -> {
            double alpha = ((Number) java.util.Objects.requireNonNull(n.arg(1))).doubleValue();
            double scale = ((Number) java.util.Objects.requireNonNull(n.arg(2))).doubleValue();
            Value y = n.value(5);
            Value one = a.constant(scale);
            return a.mul(n.value(0), a.where(a.le(y, 0), a.add(y, alpha * scale), one));
        });
    }

    private static void fromResult(Map<String, Rule> rules) {
        rules.put("relu", (n, g, a, to) -> to.give(n.arg(0), () -> fused(a, "threshold_backward", g, n.out(), 0L)));
        rules.put("tanh", (n, g, a, to) -> to.give(n.arg(0), () -> fused(a, "tanh_backward", g, n.out())));
        rules.put("sigmoid", (n, g, a, to) -> to.give(n.arg(0), () -> fused(a, "sigmoid_backward", g, n.out())));
        rules.put("elu", (n, g, a, to) -> to.give(n.arg(0), () -> elu(a, g, 1, 1, n.out())));
        rules.put("selu", (n, g, a, to) -> to.give(n.arg(0), () -> elu(a, g, SELU_ALPHA, SELU_SCALE, n.out())));
    }

    private static void fromArgument(Map<String, Rule> rules) {
        rules.put("silu", (n, g, a, to) -> to.give(n.arg(0), () -> sloped(a, "silu_backward", g, n.value(0))));
        rules.put("silu_backward", (n, g, a, to) -> {
            Value x = n.value(1);
            to.give(n.arg(0), () -> sloped(a, "silu_backward", g, x));
            to.give(x, () -> a.mul(a.mul(g, n.value(0)), siluBend(a, x)));
        });
        rules.put("gelu", (n, g, a, to) -> to.give(n.arg(0), () -> sloped(a, "gelu_backward", g, n.value(0))));
        rules.put("softplus", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(g, a.sigmoid(n.value(0)))));
    }

    private static Value sloped(Algebra a, String kernel, Value g, Value x) {
        Value one = a.expand(a.constant(1), x.shape());
        return a.sharesSlope(x) ? a.mul(g, fused(a, kernel, one, x)) : fused(a, kernel, g, x);
    }

    private static Value fused(Algebra a, String kernel, Value g, Object... rest) {
        Object[] args = new Object[rest.length + 1];
        args[0] = g;
        System.arraycopy(rest, 0, args, 1, rest.length);
        return a.op(kernel, g.shape(), args);
    }

    private static Value elu(Algebra a, Value g, double alpha, double scale, Value y) {
        return a.op("elu_backward", g.shape(), g, alpha, scale, 1.0, true, y);
    }

    /**
     * d²/dx² x·s(x) = (1 − s)(2 f′ − f) with f = x s and f′ its slope: two operations on what the first derivative has
     * already.
     */
    private static Value siluBend(Algebra a, Value x) {
        Value slope = fused(a, "silu_backward", a.expand(a.constant(1), x.shape()), x);
        Value rest = a.op("lerp", x.shape(), a.silu(x), slope, 2.0);
        return a.op("lerp", x.shape(), rest, a.constant(0), a.sigmoid(x));
    }

    /** With h = tanh u, u = √(2/π)(x + c x³): ½(1 + h) + ½ x (1 − h²) u′. */
    private static Value geluSlope(Algebra a, Value x) {
        double k = Math.sqrt(2 / Math.PI);
        Value square = a.square(x);
        Value u = a.mul(a.mul(x, a.add(a.mul(square, GELU_CUBIC), 1)), k);
        Value slope = a.mul(a.add(a.mul(square, 3 * GELU_CUBIC), 1), k);
        Value h = a.tanh(u);
        Value bend = a.mul(a.mul(x, a.sub(1, a.square(h))), slope);
        return a.mul(a.add(a.add(h, 1), bend), 0.5);
    }
}
