package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arithmetic and elementary functions. */
final class ElementwiseRules {
    private ElementwiseRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        arithmetic(rules);
        functions(rules);
        choices(rules);
        List.of("lt", "le", "gt", "ge", "eq", "as_float", "sign", "detach").forEach(name -> rules.put(name, Rule.NONE));
        definitions.put("lerp", (n, a) -> {
            Value way = a.sub(n.value(1), n.value(0));
            return a.add(n.value(0), times(a, way, n.arg(2)));
        });
    }

    private static void arithmetic(Map<String, Rule> rules) {
        rules.put("add", (n, g, a, to) -> {
            to.give(n.arg(0), () -> g);
            to.give(n.arg(1), () -> g);
        });
        rules.put("sub", (n, g, a, to) -> {
            to.give(n.arg(0), () -> g);
            to.give(n.arg(1), () -> a.neg(g));
        });
        rules.put("mul", (n, g, a, to) -> {
            to.give(n.arg(0), () -> times(a, g, n.arg(1)));
            to.give(n.arg(1), () -> a.mul(g, n.value(0)));
        });
        rules.put("addcmul", (n, g, a, to) -> {
            to.give(n.arg(0), () -> g);
            to.give(n.arg(1), () -> a.mul(g, n.value(2)));
            to.give(n.arg(2), () -> a.mul(g, n.value(1)));
        });
        rules.put("div", (n, g, a, to) -> {
            to.give(n.arg(0), () -> over(a, g, n.arg(1)));
            to.give(n.arg(1), () -> a.neg(a.div(a.mul(g, n.out()), n.value(1))));
        });
        rules.put(
                "pow",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    double exponent = ((Number) Objects.requireNonNull(n.arg(1))).doubleValue();
                    return a.mul(a.mul(g, a.pow(n.value(0), exponent - 1)), exponent);
                }));
    }

    private static void functions(Map<String, Rule> rules) {
        rules.put("exp", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(g, n.out())));
        rules.put("log", (n, g, a, to) -> to.give(n.arg(0), () -> a.div(g, n.value(0))));
        rules.put("sin", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(g, a.cos(n.value(0)))));
        rules.put("cos", (n, g, a, to) -> to.give(n.arg(0), () -> a.neg(a.mul(g, a.sin(n.value(0))))));
        rules.put("sqrt", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(a.div(g, n.out()), 0.5)));
        rules.put(
                "rsqrt",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Value cube = a.mul(a.square(n.out()), n.out());
                    return a.mul(a.mul(g, cube), -0.5);
                }));
        rules.put("square", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(n.value(0), a.mul(g, 2))));
        rules.put("abs", (n, g, a, to) -> to.give(n.arg(0), () -> a.mul(g, a.sign(n.value(0)))));
        rules.put(
                "erf",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Value bell = a.exp(a.neg(a.square(n.value(0))));
                    return a.mul(a.mul(g, bell), 2 / Math.sqrt(Math.PI));
                }));
    }

    private static void choices(Map<String, Rule> rules) {
        rules.put("where", (n, g, a, to) -> {
            Value zero = a.constant(0);
            to.give(n.arg(1), () -> a.where(n.value(0), g, zero));
            to.give(n.arg(2), () -> a.where(n.value(0), zero, g));
        });
        rules.put("maximum", (n, g, a, to) -> {
            to.give(n.arg(0), () -> a.mul(g, share(a, n.value(1), n.value(0))));
            to.give(n.arg(1), () -> a.mul(g, share(a, n.value(0), n.value(1))));
        });
        rules.put("minimum", (n, g, a, to) -> {
            to.give(n.arg(0), () -> a.mul(g, share(a, n.value(0), n.value(1))));
            to.give(n.arg(1), () -> a.mul(g, share(a, n.value(1), n.value(0))));
        });
    }

    /** 1 where x &lt; y, ½ where equal, 0 elsewhere. */
    private static Value share(Algebra a, Value x, Value y) {
        return a.add(a.asFloat(a.lt(x, y)), a.mul(a.asFloat(a.eq(x, y)), 0.5));
    }

    private static Value times(Algebra a, Value g, @Nullable Object factor) {
        return factor instanceof Value value
                ? a.mul(g, value)
                : a.mul(g, ((Number) Objects.requireNonNull(factor)).doubleValue());
    }

    private static Value over(Algebra a, Value g, @Nullable Object divisor) {
        if (divisor instanceof Value value) {
            return a.div(g, value);
        }
        return divisor == Node.BatchSize.B
                ? a.divByBatch(g)
                : a.div(g, ((Number) Objects.requireNonNull(divisor)).doubleValue());
    }
}
