package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of one head of a network together with its vector–Jacobian product by x: {@code pullback(W, C, in_x, t,
 * [in_labels], in_cotangent)} gives both, for one time for all rows.
 *
 * @param ownReverseMode false if torch.autograd differentiates
 * @param module what the network calls; then {@code bind(W)} comes before all other methods
 */
public record PullbackProgram(
        String source, boolean ownReverseMode, @Nullable TorchModule module) {
    private static final String COTANGENT = "cotangent";

    /**
     * @param network as an architecture defined it: inputs x, t and perhaps labels
     * @param head position of the head; its cotangent has its shape
     */
    public static PullbackProgram of(Graph network, int head, Rules rules, Precision precision) {
        return of(network, weighted(network, head, false), rules, precision);
    }

    /**
     * The same of a head's derivative by x: the gradient of a head of one number, and products with its Hessian.
     *
     * @param head position of a head with one number per sample
     */
    public static PullbackProgram ofGradient(Graph network, int head, Rules rules, Precision precision) {
        return of(network, weighted(network, head, true), rules, precision);
    }

    private static PullbackProgram of(Graph network, Graph weighted, Rules rules, Precision precision) {
        Dialect dialect = new Dialect(precision, false, Kernels.SMALL_IN_LARGE_BATCHES);
        TorchScript script = new TorchScript(Layout.of(network), precision, dialect, true);
        boolean own = differentiate(script, weighted, rules);
        String more = network.inputs().stream()
                .skip(2)
                .map(input -> ", in_" + network.name(input) + ": Tensor")
                .collect(Collectors.joining());
        script.text("def pullback(self, " + TorchScript.LISTS + ", in_x: Tensor, t: Tensor"
                + more + ", in_" + COTANGENT + ": Tensor) -> List[Tensor]:\n"
                + (own ? "  torch.set_grad_enabled(False)\n" : "")
                + "  in_t = torch.expand(t, [torch.size(in_x, 0)])\n"
                + "  r = self.derivative(W, C" + TorchScript.arguments(weighted) + ")\n"
                + "  return [r[1], r[2]]\n");
        return new PullbackProgram(script.source(), own, script.module());
    }

    /** Outputs: the sum of the field times the cotangent, and the field: a head, or its derivative by x. */
    private static Graph weighted(Graph network, int head, boolean derived) {
        GraphBuilder graph = new GraphBuilder();
        Inlining inlining = new Inlining(graph, null, graph::gradient);
        Value out = inlining.inline(network).get(head);
        if (derived) {
            out = graph.gradient(out, Objects.requireNonNull(inlining.inputs().get("x")));
        }
        Value cotangent = graph.input(COTANGENT, out.shape());
        return graph.build(graph.sum(graph.mul(out, cotangent)), out);
    }

    private static boolean differentiate(TorchScript script, Graph weighted, Rules rules) {
        try {
            script.method("derivative", new Differentiate(rules).resolve(null, weighted, List.of("x")));
            return true;
        } catch (NoDerivativeException e) {
            Graph joined = Differentiate.join(null, weighted);
            Value x = joined.nodes().stream()
                    .filter(node ->
                            node.kind() == Node.Kind.INPUT && node.name().equals("x"))
                    .findFirst()
                    .orElseThrow()
                    .out();
            script.autograd("derivative", joined, List.of(x));
            return false;
        }
    }
}
