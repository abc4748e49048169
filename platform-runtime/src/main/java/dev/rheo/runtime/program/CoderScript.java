package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of an autoencoder in a {@link ModelScript}: one module with the submodules {@code encoder} and {@code decoder} and the
 * methods {@code encode(x)} (the mean, which the flow sees times {@code scale}) and {@code decode(z)}.
 *
 * @param root its module; places are those of the encoder's layout, then the decoder's
 * @param scale what latents are multiplied by
 */
public record CoderScript(Graph encoder, Graph decoder, ModuleNode root, double scale) {
    static final String CLASS = "Autoencoder";

    /** @throws IllegalArgumentException if a parameter's name cannot be one of PyTorch's */
    public static CoderScript of(Graph encoder, Graph decoder, double scale) {
        return new CoderScript(encoder, decoder, ModuleNode.of(joint(encoder, decoder), CLASS), scale);
    }

    private static Layout joint(Graph encoder, Graph decoder) {
        List<Parameter> parameters = new ArrayList<>(Layout.of(encoder).parameters());
        parameters.addAll(Layout.of(decoder).parameters());
        List<Long> offsets = new ArrayList<>();
        long at = 0;
        for (Parameter parameter : parameters) {
            offsets.add(at);
            at += parameter.shape().size();
        }
        return new Layout(parameters, offsets, at, at);
    }

    /** Shape of decoded samples, with the batch. */
    Shape sample() {
        return decoder.outputs().get(0).shape();
    }

    /** How the flow decodes a state. */
    String decoded(String x) {
        return "(self.autoencoder).decode(torch.mul(" + x + ", " + 1 / scale + "))";
    }

    /** @param constants of the whole model; those of this part are added */
    void write(StringBuilder out, List<FixedTensor> constants) {
        root.write(out, method("encode", encoder, constants) + method("decode", decoder, constants));
    }

    private static String method(String name, Graph graph, List<FixedTensor> constants) {
        TorchScript script = new TorchScript(Layout.of(graph), Precision.FLOAT32, true);
        String body = script.lines(graph, "  ", CoderScript::argument);
        int first = constants.size();
        constants.addAll(script.constants());
        String fixed = IntStream.range(first, constants.size())
                .mapToObj(i -> "torch.to(CONSTANTS.c" + i + ", x)")
                .collect(Collectors.joining(", "));
        return "def " + name + "(self, x: Tensor) -> Tensor:\n"
                + "  B = torch.size(x, 0)\n"
                + (fixed.isEmpty() ? "" : "  C = [" + fixed + "]\n")
                + "  in_x = x\n  in_t = torch.zeros([B], dtype=6)\n"
                + body
                + "  return " + Dialect.name(graph.outputs().get(0)) + "\n";
    }

    private static String argument(Node node) {
        return node.kind() == Node.Kind.INPUT ? "in_" + node.name() : ModuleNode.expression(node.name());
    }
}
