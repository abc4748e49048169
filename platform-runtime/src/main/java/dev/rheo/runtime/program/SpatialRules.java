package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Convolution is linear in image and kernel, so its three partial derivatives — {@code conv2d}, {@code conv2d_input}
 * (g, kernel) and {@code conv2d_weight} (image, g) — are each other's rules. Upsampling and pooling are transposes up to
 * a factor.
 */
final class SpatialRules {
    /** Both from one pass over the image: item 1 is the kernel's cotangent, item 2 the bias's. */
    private static final String PARAMETERS = "conv2d_parameters";

    private SpatialRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        rules.put("conv2d", (n, g, a, to) -> {
            to.give(n.arg(0), () -> input(a, g, n.value(1), n.value(0).shape(), n.arg(3), n.arg(4)));
            if (n.arg(2) instanceof Value bias) {
                Value kernel = a.op(
                        PARAMETERS, n.value(1).shape(), n.value(0), g, n.value(1), n.arg(3), n.arg(4), bias.shape());
                to.give(n.arg(1), () -> a.item(kernel, 1, n.value(1).shape()));
                to.give(bias, () -> a.item(kernel, 2, bias.shape()));
            } else {
                to.give(n.arg(1), () -> weight(a, n.value(0), g, n.value(1), n.arg(3), n.arg(4)));
            }
        });
        definitions.put(PARAMETERS + "[1]", (n, a) -> {
            Node kernel = a.node(n.value(0));
            return weight(a, kernel.value(0), kernel.value(1), kernel.value(2), kernel.arg(3), kernel.arg(4));
        });
        definitions.put(PARAMETERS + "[2]", (n, a) -> a.sum(a.node(n.value(0)).value(1), 0, 2, 3));
        rules.put("conv2d_input", (n, g, a, to) -> {
            to.give(n.arg(0), () -> forward(a, g, n.value(1), n.value(0).shape(), n.arg(3), n.arg(4)));
            to.give(n.arg(1), () -> weight(a, g, n.value(0), n.value(1), n.arg(3), n.arg(4)));
        });
        rules.put("conv2d_weight", (n, g, a, to) -> {
            to.give(n.arg(0), () -> input(a, n.value(1), g, n.value(0).shape(), n.arg(3), n.arg(4)));
            to.give(n.arg(1), () -> forward(a, n.value(0), g, n.value(1).shape(), n.arg(3), n.arg(4)));
        });
        rules.put(
                "avg_pool2d",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    int factor = (int) n.numbers(1)[0];
                    return a.div(a.upsampleNearest(g, factor), (double) factor * factor);
                }));
        rules.put(
                "upsample_nearest2d",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    int factor = factor(n);
                    return a.mul(a.avgPool(g, factor), (double) factor * factor);
                }));
    }

    private static int factor(Node upsampling) {
        return (int)
                (upsampling.out().shape().at(2) / upsampling.value(0).shape().at(2));
    }

    private static Value forward(
            Algebra a, Value x, Value w, Shape out, @Nullable Object stride, @Nullable Object padding) {
        return a.op("conv2d", out, x, w, null, stride, padding);
    }

    private static Value input(
            Algebra a, Value g, Value w, Shape x, @Nullable Object stride, @Nullable Object padding) {
        return a.op("conv2d_input", x, g, w, x, stride, padding);
    }

    /** @param like any value of the kernel's shape; only its sizes are looked at */
    private static Value weight(
            Algebra a, Value x, Value g, Value like, @Nullable Object stride, @Nullable Object padding) {
        return a.op("conv2d_weight", like.shape(), x, g, like, stride, padding);
    }
}
