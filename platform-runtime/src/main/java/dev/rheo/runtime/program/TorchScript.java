package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints graphs as methods of one TorchScript module. Every method takes the parameters' tensors as {@code W} (in the
 * order of the layout), the constants as {@code C}, and the graph's inputs under their name with the prefix {@code in_}.
 */
public final class TorchScript {
    static final String LISTS = "W: List[Tensor], C: List[Tensor]";

    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> places = new HashMap<>();
    private final Constants constants;
    private final Dialect dialect;
    private final List<String> layout = new ArrayList<>();
    private final boolean bound;
    private @Nullable Node call;

    public TorchScript(Layout layout, Precision precision) {
        this(layout, precision, new Dialect(precision, false, Kernels.SMALL));
    }

    /** @param portable whether operations are avoided that PyTorch 1.13 does not have */
    TorchScript(Layout layout, Precision precision, boolean portable) {
        this(layout, precision, new Dialect(precision, portable, Kernels.SMALL));
    }

    TorchScript(Layout layout, Precision precision, Dialect dialect) {
        this(layout, precision, dialect, false);
    }

    /**
     * @param bound whether a module that the network calls is given its parameters once, by the method {@code bind(W)}: for
     *     programs that do not differentiate by them
     */
    TorchScript(Layout layout, Precision precision, Dialect dialect, boolean bound) {
        this.bound = bound;
        this.constants = new Constants(precision);
        this.dialect = dialect;
        for (Parameter parameter : layout.parameters()) {
            places.put(parameter.name(), places.size());
            this.layout.add(parameter.name());
        }
    }

    /** {@code name(W, C, in_…) -> List[Tensor]}: the graph's outputs. */
    public TorchScript method(String name, Graph graph) {
        head(name, LISTS, graph);
        body(graph, "  ", this::argument, Set.of(), dialect::expression);
        out.append("  return ").append(list(graph.outputs())).append('\n');
        return this;
    }

    /**
     * {@code name(W, V, C, in_…) -> List[Tensor]}: the graph's first outputs. The others, one for each parameter in the order
     * of the layout, are written into {@code V}.
     */
    TorchScript gradients(String name, Graph graph, int results) {
        head(name, "W: List[Tensor], V: List[Tensor], C: List[Tensor]", graph);
        List<Value> gradients = graph.outputs().subList(results, graph.outputs().size());
        BitSet written = new BitSet();
        body(graph, "  ", this::argument, Set.of(), node -> {
            int place = gradients.indexOf(node.out());
            String into = place < 0 ? null : dialect.expression(node, "V[" + place + "]");
            if (into == null) {
                return dialect.expression(node);
            }
            written.set(place);
            return into;
        });
        for (int i = 0; i < gradients.size(); i++) {
            if (!written.get(i)) {
                assign("  ", "d" + i, "torch.copy_(V[" + i + "], " + Dialect.name(gradients.get(i)) + ")");
            }
        }
        out.append("  return ")
                .append(list(graph.outputs().subList(0, results)))
                .append('\n');
        return this;
    }

    /**
     * {@code name(W, C, in_…) -> List[Tensor]}: the graph's outputs, then the gradient of the first by torch.autograd.
     * Must not run in inference mode; leaves gradients disabled for the thread.
     *
     * @param wrt inputs and parameters of the graph
     */
    public TorchScript autograd(String name, Graph graph, List<Value> wrt) {
        Set<Value> leaves = graph.nodes().stream()
                .filter(n -> n.kind() == Node.Kind.GRADIENT)
                .map(n -> n.value(1))
                .collect(Collectors.toSet());
        leaves.addAll(wrt);
        head(name, LISTS, graph);
        out.append("  torch.set_grad_enabled(True)\n");
        body(graph, "  ", this::argument, leaves, dialect::expression);
        if (!wrt.isEmpty()) {
            out.append("  gs = torch.autograd.grad([torch.sum(")
                    .append(Dialect.name(graph.outputs().get(0)));
            out.append(")], ").append(list(wrt)).append(", None, False, False, True)\n");
        }
        out.append("  torch.set_grad_enabled(False)\n");
        for (int i = 0; i < wrt.size(); i++) {
            optional("  ", "g" + i, "gs[" + i + "]", Dialect.name(wrt.get(i)));
        }
        String results = graph.outputs().stream()
                .map(v -> "torch.detach(" + Dialect.name(v) + ")")
                .collect(Collectors.joining(", "));
        out.append("  return [").append(results);
        for (int i = 0; i < wrt.size(); i++) {
            out.append(", g").append(i);
        }
        out.append("]\n");
        return this;
    }

    TorchScript text(String text) {
        out.append(text);
        return this;
    }

    /** The body of a graph whose inputs and parameters are written as {@code argument} says, without a return. */
    String lines(Graph graph, String indent, Function<Node, String> argument) {
        int before = out.length();
        body(graph, indent, argument, Set.of(), dialect::expression);
        String lines = out.substring(before);
        out.setLength(before);
        return lines;
    }

    /** The constants that the lines so far refer to as the elements of {@code C}. */
    List<FixedTensor> constants() {
        return constants.tensors();
    }

    /** All methods so far, and the one that makes the constants. */
    public String source() {
        Node module = call;
        return out + (module == null || bound ? "" : EmbeddedModule.methods(module)) + constants.method();
    }

    /** The module that the methods so far call, if any. */
    public @Nullable TorchModule module() {
        return call != null && call.arg(0) instanceof TorchModule module ? module : null;
    }

    static String parameters(Graph graph) {
        return graph.inputs().stream()
                .map(v -> ", in_" + graph.name(v) + ": Tensor")
                .collect(Collectors.joining());
    }

    static String arguments(Graph graph) {
        return graph.inputs().stream().map(v -> ", in_" + graph.name(v)).collect(Collectors.joining());
    }

    private String argument(Node node) {
        return node.kind() == Node.Kind.INPUT ? "in_" + node.name() : "W[" + places.get(node.name()) + "]";
    }

    private void head(String name, String lists, Graph graph) {
        out.append("def ").append(name).append("(self, ").append(lists);
        out.append(parameters(graph)).append(") -> List[Tensor]:\n");
        graph.inputs().stream().filter(v -> v.shape().hasBatch()).findFirst().ifPresent(v -> out.append(
                        "  B = torch.size(in_")
                .append(graph.name(v))
                .append(", ")
                .append(v.shape().batchAxis())
                .append(")\n"));
    }

    private void body(
            Graph graph,
            String indent,
            Function<Node, String> argument,
            Set<Value> leaves,
            Function<Node, String> operation) {
        for (Node node : graph.nodes()) {
            String name = Dialect.name(node.out());
            boolean leaf = leaves.contains(node.out());
            switch (node.kind()) {
                case INPUT, PARAMETER ->
                    assign(indent, name, leaf ? "torch.detach(" + argument.apply(node) + ")" : argument.apply(node));
                case CONSTANT -> assign(indent, name, "C[" + constants.place(node) + "]");
                case OP ->
                    assign(indent, name, EmbeddedModule.isCall(node) ? call(node, graph) : operation.apply(node));
                case GRADIENT -> optional(indent, name, gradient(node), Dialect.name(node.value(1)));
                case NETWORK -> throw new IllegalStateException("Network calls have to be inlined first.");
            }
            if (leaf) {
                assign(indent, name, name + ".requires_grad_(True)");
            }
        }
    }

    private String call(Node node, Graph graph) {
        if (call == null && bound) {
            out.insert(0, EmbeddedModule.binding(node, graph, layout));
        }
        call = node;
        return EmbeddedModule.expression(node, bound);
    }

    private static String gradient(Node node) {
        return "torch.autograd.grad([torch.sum(" + Dialect.arg(node.arg(0)) + ")], [" + Dialect.arg(node.arg(1))
                + "], None, True, True, True)[0]";
    }

    /** An optional gradient, zeros where there is none. */
    private void optional(String indent, String name, String expression, String like) {
        assign(indent, "o_" + name, expression);
        out.append(indent).append("if o_").append(name).append(" is None:\n");
        assign(indent + "  ", name, "torch.zeros_like(" + like + ")");
        out.append(indent).append("else:\n");
        assign(indent + "  ", name, "o_" + name);
    }

    private void assign(String indent, String name, String expression) {
        out.append(indent).append(name).append(" = ").append(expression).append('\n');
    }

    private static String list(List<Value> values) {
        return values.isEmpty()
                ? "annotate(List[Tensor], [])"
                : values.stream().map(Dialect::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
