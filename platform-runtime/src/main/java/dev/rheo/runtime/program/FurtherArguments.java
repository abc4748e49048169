package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the methods of a {@link ModelScript} take after x and t: {@code labels}, {@code conditions} and {@code tokens}, in this
 * order, as far as the network takes them. Rows may be fewer than those of x if they are one, which goes for all.
 */
final class FurtherArguments {
    private final Graph network;
    private final ModelScript.@Nullable Conditions units;
    private final List<Value> inputs;

    /** @throws IllegalArgumentException if the network has conditions and their units are not told */
    FurtherArguments(Graph network, ModelScript.@Nullable Conditions units) {
        this.network = network;
        this.units = units;
        this.inputs = network.inputs().stream().skip(2).toList();
        if (units == null && inputs.stream().anyMatch(this::isConditions)) {
            throw new IllegalArgumentException("the network is conditioned on numbers whose units are not known");
        }
    }

    private boolean isConditions(Value input) {
        return network.name(input).equals(ProgramBuilder.CONDITIONS);
    }

    private String each(Function<Value, String> text) {
        return inputs.stream().map(text).collect(Collectors.joining());
    }

    /** As a method declares them. */
    String declared() {
        return each(input -> ", " + network.name(input) + ": Tensor");
    }

    /** As the flow hands them to the network. */
    String passed() {
        return each(input -> ", " + (isConditions(input) ? "(self).condition_input(conditions)" : network.name(input)));
    }

    /** Lines that give the network one row of each for every row of x. */
    String spread() {
        return each(input -> {
            String name = network.name(input);
            Shape shape = input.shape();
            String width = shape.rank() == 1 ? "" : ", " + shape.at(1);
            String given = isConditions(input) ? "torch.to(" + name + ", x)" : name;
            return "  in_" + name + " = torch.expand(torch.reshape(" + given + ", [-1" + width + "]), [B" + width
                    + "])\n";
        });
    }

    /**
     * Methods of the flow that belong to conditions; empty without.
     *
     * @param constants of the whole model; those of this part are added
     */
    String methods(List<FixedTensor> constants) {
        if (units == null) {
            return "";
        }
        String names = units.names().stream().map(FurtherArguments::quoted).collect(Collectors.joining(", "));
        return "def condition_names(self) -> List[str]:\n"
                + "  return [" + names + "]\n"
                + "def condition_input(self, conditions: Tensor) -> Tensor:\n"
                + "  c = torch.to(conditions, " + ModelScript.device("conditions") + ", 7)\n"
                + "  c = torch.sub(torch.reshape(c, [-1, " + units.names().size() + "]), "
                + constant(constants, units.shift()) + ")\n"
                + "  c = torch.div(c, " + constant(constants, units.scale()) + ")\n"
                + (units.withheld()
                        ? "  w = torch.any(torch.isnan(c), 1, True)\n"
                                + "  c = torch.where(w, torch.zeros_like(c), c)\n"
                                + "  c = torch.cat([c, torch.to(w, c)], 1)\n"
                        : "")
                + "  return torch.to(c, " + ModelScript.device("c") + ", 6)\n";
    }

    private static String constant(List<FixedTensor> constants, double[] numbers) {
        return ModelScript.double64(constants, FixedTensor.of(numbers, numbers.length), "conditions");
    }

    /** All bytes but letters and digits as octal numbers, which every version of the lexer reads. */
    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9';
            text.append(plain ? String.valueOf((char) each) : String.format("\\%03o", each & 0xff));
        }
        return text.append('"').toString();
    }
}
