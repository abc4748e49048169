package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.TorchModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a network that is applied with any θ: {@code split(theta)} gives the parameters as views of the flat vector,
 * and {@code apply(W, C, in_x, t, [in_labels], [in_conditions])} the network's heads with these and one time for all rows. Gradients are off.
 *
 * @param network the graph
 * @param module what the network calls; then {@code bind(W)} comes before all other methods
 * @param block what the network is, if not a graph; then there is no {@code apply}
 */
public record NetworkProgram(
        String source,
        Layout layout,
        Graph network,
        @Nullable TorchModule module,
        @Nullable BlockCall block) {
    /** @param network as an architecture defined it: inputs x, t and perhaps labels */
    public static NetworkProgram of(Graph network, Precision precision) {
        Layout layout = Layout.of(network);
        Dialect dialect = new Dialect(precision, false, Kernels.SMALL_IN_LARGE_BATCHES);
        TorchScript script = new TorchScript(layout, precision, dialect, true);
        Optional<BlockCall> block = BlockCall.of(network);
        if (block.isPresent()) {
            script.text(split(layout));
            return new NetworkProgram(script.source(), layout, network, null, block.get());
        }
        script.method("network", network);
        script.text(split(layout));
        List<String> more = network.inputs().stream().skip(2).map(network::name).toList();
        script.text("def apply(self, " + TorchScript.LISTS + ", in_x: Tensor, t: Tensor"
                + more.stream().map(name -> ", in_" + name + ": Tensor").collect(Collectors.joining())
                + ") -> List[Tensor]:\n"
                + "  torch.set_grad_enabled(False)\n"
                + "  in_t = torch.expand(t, [torch.size(in_x, 0)])\n"
                + "  return self.network(W, C, in_x, in_t"
                + more.stream().map(name -> ", in_" + name).collect(Collectors.joining()) + ")\n");
        return new NetworkProgram(script.source(), layout, network, script.module(), null);
    }

    /** The method {@code split(theta)}. */
    static String split(Layout layout) {
        StringBuilder text = new StringBuilder("def split(self, theta: Tensor) -> List[Tensor]:\n");
        String lengths = layout.parameters().stream()
                .map(p -> Long.toString(p.shape().size()))
                .collect(Collectors.joining(", ", "[", "]"));
        text.append("  s = torch.split_with_sizes(theta, ").append(lengths).append(")\n  return [");
        for (int i = 0; i < layout.parameters().size(); i++) {
            Shape shape = layout.parameters().get(i).shape();
            String part = "s[" + i + "]";
            text.append(i == 0 ? "" : ", ");
            text.append(shape.rank() == 1 ? part : "torch.reshape(" + part + ", " + Dialect.sizes(shape) + ")");
        }
        return text.append("]\n").toString();
    }
}
