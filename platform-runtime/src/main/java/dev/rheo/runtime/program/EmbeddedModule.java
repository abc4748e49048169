package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a program calls a {@link TorchModule} that is an attribute of its own module. Its parameters are attributes, which
 * {@code bind_module} puts views of θ in place of: with every call where they are differentiated, else once and for all.
 */
final class EmbeddedModule {
    /** The attribute. */
    static final String NAME = "embedded";

    private EmbeddedModule() {}

    /** The module that a network calls. */
    static Optional<TorchModule> of(Graph network) {
        List<TorchModule> modules = network.nodes().stream()
                .filter(EmbeddedModule::isCall)
                .map(EmbeddedModule::module)
                .distinct()
                .toList();
        if (modules.size() > 1) {
            throw new IllegalArgumentException(
                    "A network can call one TorchScript module, not " + modules.size() + ".");
        }
        return modules.stream().findFirst();
    }

    static boolean isCall(Node node) {
        return node.kind() == Node.Kind.OP && node.name().equals(TorchModule.CALL);
    }

    private static TorchModule module(Node node) {
        if (node.arg(0) instanceof TorchModule module) {
            return module;
        }
        throw new IllegalStateException(TorchModule.CALL + " needs a module");
    }

    /** @param bound whether the parameters are in their places already */
    static String expression(Node node, boolean bound) {
        String inputs = inputs(node).stream().map(v -> Dialect.name(v) + ", ").collect(Collectors.joining());
        return bound
                ? "(self." + NAME + ").forward(" + inputs + ")"
                : "self.call_module([" + names(values(node, 1)) + "], " + inputs.replaceAll(", $", "") + ")";
    }

    /** The methods of a program whose calls put the parameters in their places. */
    static String methods(Node call) {
        List<Value> inputs = inputs(call);
        String declared = IntStream.range(0, inputs.size())
                .mapToObj(i -> ", a" + i + ": Tensor")
                .collect(Collectors.joining());
        String given =
                IntStream.range(0, inputs.size()).mapToObj(i -> "a" + i + ", ").collect(Collectors.joining());
        return bind(module(call)) + "def call_module(self, P: List[Tensor]" + declared + ") -> Tensor:\n"
                + "  k = self.bind_module(P)\n"
                + "  return (self." + NAME + ").forward(" + given + ")\n";
    }

    /** {@code bind(W) -> List[Tensor]}, to be called before all others. */
    static String binding(Node call, Graph network, List<String> layout) {
        String places = values(call, 1).stream()
                .map(value -> "W[" + layout.indexOf(parameter(network, value)) + "]")
                .collect(Collectors.joining(", "));
        return bind(module(call)) + "def bind(self, W: List[Tensor]) -> List[Tensor]:\n"
                + "  k = self.bind_module([" + places + "])\n"
                + "  return [torch.zeros([1])]\n";
    }

    private static String parameter(Graph network, Value value) {
        Node node = network.node(value);
        return node.kind() == Node.Kind.PARAMETER ? node.name() : parameter(network, node.value(0));
    }

    private static String bind(TorchModule module) {
        StringBuilder text = new StringBuilder("def bind_module(self, P: List[Tensor]) -> int:\n");
        for (int i = 0; i < module.places().size(); i++) {
            String[] steps = module.places().get(i).split("\\.");
            String at = "self." + NAME;
            for (int j = 0; j + 1 < steps.length; j++) {
                String name = "s" + i + "_" + j;
                text.append("  ")
                        .append(name)
                        .append(" = getattr(")
                        .append(at)
                        .append(", \"")
                        .append(steps[j])
                        .append("\")\n");
                at = name;
            }
            if (steps.length == 1) {
                text.append("  s").append(i).append(" = ").append(at).append('\n');
                at = "s" + i;
            }
            text.append("  ")
                    .append(at)
                    .append('.')
                    .append(steps[steps.length - 1])
                    .append(" = P[")
                    .append(i)
                    .append("]\n");
        }
        return text.append("  return 0\n").toString();
    }

    private static List<Value> inputs(Node call) {
        return values(call, 2);
    }

    private static List<Value> values(Node call, int argument) {
        @Nullable Object list = call.arg(argument);
        return list instanceof List<?> values
                ? values.stream().map(v -> (Value) v).toList()
                : List.of();
    }

    private static String names(List<Value> values) {
        return values.stream().map(Dialect::name).collect(Collectors.joining(", "));
    }
}
