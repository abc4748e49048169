package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a trained model for other programs: the class {@code Flow} with the submodule {@code network}, whose
 * parameters are tensors of modules with the network's own names. Written in operations that PyTorch 1.13 has.
 *
 * <ul>
 *   <li>{@code network.forward(x, t[, labels][, conditions][, tokens])}: the network's result, a list if it has several heads;
 *       conditions as the network takes them;
 *   <li>{@code forward(x, t[, labels][, conditions][, tokens])}: the velocity in training units, or the network's result where no velocity can be
 *       written;
 *   <li>{@code start(noise)}: where the flow begins; {@code domain()}: from when to when it goes;
 *   <li>{@code to_original(x)}: training units to the data's; latents are decoded first;
 *   <li>{@code autoencoder.encode(x)}, {@code autoencoder.decode(z)}, of a flow of latents: training units to latents and back,
 *       before they are scaled;
 *   <li>{@code condition_names()} and {@code condition_input(conditions)}, of a network with continuous conditions: what they are, and
 *       from the data's units to what the network takes.
 * </ul>
 *
 * x has shape (B x sample), t is one number or (B), labels are int64, (B) or one, conditions are (B x count) or one row, tokens are int64,
 * (B x length) or one row; B is any.
 *
 * @param source all classes
 * @param autoencoder of a flow of latents; else null
 * @param constants what {@code CONSTANTS.c0} … stand for
 */
public record ModelScript(
        String source,
        ModuleNode network,
        List<FixedTensor> constants,
        @Nullable ModuleNode autoencoder) {
    /** The name of the class of the whole. */
    public static final String FLOW = "Flow";

    private static final String NETWORK = "Network";

    public ModelScript {
        constants = List.copyOf(constants);
    }

    /**
     * How the velocity is read from the network's result: v = α(t) x + β(t) out, t being clipped to {@code from} …
     * {@code to}.
     *
     * @param head position of the head that is read
     * @param table α and β by time; null for α = 0, β = 1
     */
    public record Reading(
            int head, double from, double to, @Nullable Table table) {}

    /**
     * Polynomials on segments of time.
     *
     * @param inner the ends of all segments but the last, ascending
     * @param rows of each segment: its middle, 1 / half its length, then the coefficients of α and those of β, each from
     *     the constant on, in the time that goes from −1 to 1
     */
    public record Table(FixedTensor inner, FixedTensor rows, int degree) {}

    /**
     * What surrounds the network.
     *
     * @param begin time at which the flow begins
     * @param end time at which it ends
     * @param sourceScale what source samples are multiplied by
     * @param shift of the data's scaling; one number, or one per feature
     * @param scale likewise
     * @param conditions null for a network without continuous conditions
     */
    public record Setting(
            double begin,
            double end,
            double sourceScale,
            double[] shift,
            double[] scale,
            @Nullable Conditions conditions) {
        /** Of a network without conditions. */
        public Setting(double begin, double end, double sourceScale, double[] shift, double[] scale) {
            this(begin, end, sourceScale, shift, scale, null);
        }
    }

    /**
     * The continuous conditions of a network.
     *
     * @param names one for each
     * @param shift what is taken off, one for each
     * @param scale what the rest is divided by
     * @param withheld whether the network takes a further number, 1 in rows whose conditions are withheld: of these, one is NaN
     */
    public record Conditions(List<String> names, double[] shift, double[] scale, boolean withheld) {}

    /**
     * Writes a model.
     *
     * @param reading null if no velocity can be written
     * @throws IllegalArgumentException if a parameter's name cannot be one of PyTorch's, or the network is PyTorch's already
     */
    public static ModelScript of(Graph network, Setting setting, @Nullable Reading reading) {
        return of(network, setting, reading, null);
    }

    /**
     * Writes a model.
     *
     * @param reading null if no velocity can be written
     * @param coder the autoencoder of a flow of latents; else null
     * @throws IllegalArgumentException as for {@link #of(Graph, Setting, Reading)}
     */
    public static ModelScript of(
            Graph network, Setting setting, @Nullable Reading reading, @Nullable CoderScript coder) {
        if (BlockCall.of(network).isPresent()) {
            throw new IllegalArgumentException("the network is a block of DJL, which is not a program");
        }
        if (EmbeddedModule.of(network).isPresent()) {
            throw new IllegalArgumentException("the network is a TorchScript module of its own; its parameters can be"
                    + " loaded into it by their names");
        }
        FurtherArguments further = new FurtherArguments(network, setting.conditions());
        Layout layout = Layout.of(network);
        TorchScript script = new TorchScript(layout, Precision.FLOAT32, true);
        String body = script.lines(network, "  ", ModelScript::argument);
        List<FixedTensor> constants = new ArrayList<>(script.constants());
        ModuleNode root = ModuleNode.of(layout, NETWORK);
        StringBuilder out = new StringBuilder();
        out.append("class ").append(FLOW).append("(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        out.append("  training : bool\n  network : __torch__.").append(NETWORK).append('\n');
        if (coder != null) {
            out.append("  autoencoder : __torch__.").append(CoderScript.CLASS).append('\n');
        }
        out.append(flow(network, further, reading, constants).indent(2));
        out.append(surroundings(setting, network, coder, constants).indent(2));
        out.append(further.methods(constants).indent(2));
        root.write(out, forward(network, further, body, script.constants().size()));
        if (coder != null) {
            coder.write(out, constants);
        }
        return new ModelScript(out.toString(), root, constants, coder == null ? null : coder.root());
    }

    private static String argument(Node node) {
        return node.kind() == Node.Kind.INPUT ? "in_" + node.name() : ModuleNode.expression(node.name());
    }

    private static String signature(FurtherArguments further) {
        return "def forward(self, x: Tensor, t: Tensor" + further.declared() + ") -> ";
    }

    private static String result(Graph network) {
        return network.outputs().size() == 1 ? "Tensor" : "List[Tensor]";
    }

    private static String forward(Graph network, FurtherArguments further, String body, int constants) {
        String fixed = IntStream.range(0, constants)
                .mapToObj(i -> "torch.to(CONSTANTS.c" + i + ", x)")
                .collect(Collectors.joining(", "));
        String heads = network.outputs().stream().map(Dialect::name).collect(Collectors.joining(", "));
        return signature(further) + result(network) + ":\n"
                + "  B = torch.size(x, 0)\n"
                + (constants == 0 ? "" : "  C = [" + fixed + "]\n")
                + "  in_x = x\n"
                + "  in_t = torch.expand(torch.reshape(torch.to(t, x), [-1]), [B])\n"
                + further.spread()
                + body
                + "  return " + (network.outputs().size() == 1 ? heads : "[" + heads + "]") + "\n";
    }

    private static String flow(
            Graph network, FurtherArguments further, @Nullable Reading reading, List<FixedTensor> constants) {
        String call = "(self.network).forward(x, " + (reading == null ? "t" : "s") + further.passed() + ")";
        if (reading == null) {
            return signature(further) + result(network) + ":\n  return " + call + "\n";
        }
        String head = network.outputs().size() == 1 ? "" : "[" + reading.head() + "]";
        String text = signature(further) + "Tensor:\n"
                + "  s = torch.clamp(torch.to(t, " + device("x") + ", 7), " + reading.from() + ", " + reading.to()
                + ")\n"
                + "  out = " + call + head + "\n";
        Table table = reading.table();
        if (table == null) {
            return text + "  return out\n";
        }
        String inner = double64(constants, table.inner());
        String rows = double64(constants, table.rows());
        String column = "[-1" + ", 1".repeat(network.inputs().get(0).shape().rank() - 1) + "]";
        return text
                + "  s = torch.contiguous(torch.expand(torch.reshape(s, [-1]), [torch.size(x, 0)]))\n"
                + "  r = torch.index_select(" + rows + ", 0, torch.bucketize(s, " + inner + "))\n"
                + "  u = torch.mul(torch.sub(s, torch.select(r, 1, 0)), torch.select(r, 1, 1))\n"
                + polynomial("a", 2, table.degree())
                + polynomial("b", 3 + table.degree(), table.degree())
                + "  a = torch.to(torch.reshape(a, " + column + "), x)\n"
                + "  b = torch.to(torch.reshape(b, " + column + "), x)\n"
                + "  return torch.add(torch.mul(a, x), torch.mul(b, out))\n";
    }

    /** Horner's rule. */
    private static String polynomial(String name, int first, int degree) {
        StringBuilder text = new StringBuilder("  " + name + " = torch.select(r, 1, " + (first + degree) + ")\n");
        for (int k = degree - 1; k >= 0; k--) {
            text.append("  ").append(name).append(" = torch.add(torch.mul(").append(name);
            text.append(", u), torch.select(r, 1, ").append(first + k).append("))\n");
        }
        return text.toString();
    }

    private static String surroundings(
            Setting setting, Graph network, @Nullable CoderScript coder, List<FixedTensor> constants) {
        Shape sample = coder == null ? network.inputs().get(0).shape() : coder.sample();
        return "def domain(self) -> List[float]:\n"
                + "  return [" + setting.begin() + ", " + setting.end() + "]\n"
                + "def start(self, noise: Tensor) -> Tensor:\n"
                + "  return torch.mul(noise, " + setting.sourceScale() + ")\n"
                + "def to_original(self, x: Tensor) -> Tensor:\n"
                + "  y = torch.to(" + (coder == null ? "x" : coder.decoded("x")) + ", 7)\n"
                + "  y = torch.mul(y, " + perFeature(setting.scale(), sample, constants) + ")\n"
                + "  y = torch.add(y, " + perFeature(setting.shift(), sample, constants) + ")\n"
                + "  return torch.to(y, x)\n";
    }

    private static String perFeature(double[] numbers, Shape batched, List<FixedTensor> constants) {
        if (numbers.length == 1) {
            return Double.toString(numbers[0]);
        }
        long[] sample = LongStream.of(batched.dims()).skip(1).toArray();
        return double64(constants, FixedTensor.of(numbers, sample));
    }

    /** A constant in float64 on the device of x. */
    private static String double64(List<FixedTensor> constants, FixedTensor tensor) {
        return double64(constants, tensor, "x");
    }

    /** A constant in float64 on the device of a tensor. */
    static String double64(List<FixedTensor> constants, FixedTensor tensor, String beside) {
        constants.add(tensor);
        return "torch.to(CONSTANTS.c" + (constants.size() - 1) + ", " + device(beside) + ", 7)";
    }

    static String device(String tensor) {
        return "ops.prim.device(" + tensor + ")";
    }
}
