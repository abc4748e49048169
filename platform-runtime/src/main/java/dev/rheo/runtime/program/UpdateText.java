package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Update;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a recorded update rule as statements on the flat vectors, and says which arguments they need. */
final class UpdateText {
    private final Update update;
    private final Layout layout;
    private final Map<String, Argument> states = new LinkedHashMap<>();

    UpdateText(Update update, Layout layout) {
        this.update = update;
        this.layout = layout;
        for (Update.State state : update.states()) {
            states.put(state.name(), new Argument("S" + states.size(), Argument.Kind.WHOLE, state.name()));
        }
    }

    /** The states, and parts of vectors where weight decay treats them differently. */
    List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>(states.values());
        if (inGroups()) {
            arguments.addAll(parts("d", Argument.Kind.DECAYED));
            arguments.addAll(parts("r", Argument.Kind.REST));
        }
        return arguments;
    }

    String statements(TorchScript script, String indent) {
        Adam adam = update.fusedAdam();
        return adam == null ? recorded(script, indent) : fused(adam, indent);
    }

    private String recorded(TorchScript script, String indent) {
        StringBuilder text = new StringBuilder(script.lines(update.graph(), indent, this::read));
        for (int i = 0; i < update.assignments().size(); i++) {
            String variable = read(update.graph().node(update.assignments().get(i)));
            Value value = update.graph().outputs().get(i);
            text.append(indent).append("a").append(i).append(" = torch.copy_(").append(variable);
            text.append(", ").append(Dialect.name(value)).append(")\n");
        }
        return text.toString();
    }

    private String read(Node input) {
        return switch (input.name()) {
            case Argument.PARAMETER -> "p[0]";
            case Argument.GRADIENT -> "g[0]";
            case "learning_rate" -> Hyper.LEARNING_RATE.read();
            default -> state(input.name()) + "[0]";
        };
    }

    private String fused(Adam adam, String indent) {
        String step = state("step");
        String count = indent + step + "[0].add_(1.0)\n";
        if (!inGroups()) {
            double decay = layout.decayed() == 0 ? 0 : adam.weightDecay();
            return count + indent + call(adam, "p", "g", state("first_moment"), state("second_moment"), decay);
        }
        return count
                + indent
                + call(adam, "pd", "gd", "md", "vd", adam.weightDecay())
                + indent
                + call(adam, "pr", "gr", "mr", "vr", 0);
    }

    private String call(Adam adam, String p, String g, String m, String v, double decay) {
        return "torch." + (adam.decoupled() ? "_fused_adamw_" : "_fused_adam_") + "(" + p + ", " + g + ", " + m + ", "
                + v
                + ", annotate(List[Tensor], []), " + state("step") + ", lr=" + Hyper.LEARNING_RATE.read() + ", beta1="
                + adam.beta1() + ", beta2=" + adam.beta2() + ", weight_decay=" + decay + ", eps=" + adam.epsilon()
                + ", amsgrad=False, maximize=False)\n";
    }

    private boolean inGroups() {
        Adam adam = update.fusedAdam();
        return adam != null && adam.weightDecay() > 0 && layout.decayed() > 0 && layout.decayed() < layout.size();
    }

    private static List<Argument> parts(String suffix, Argument.Kind kind) {
        return List.of(
                new Argument("p" + suffix, kind, Argument.PARAMETER),
                new Argument("g" + suffix, kind, Argument.GRADIENT),
                new Argument("m" + suffix, kind, "first_moment"),
                new Argument("v" + suffix, kind, "second_moment"));
    }

    private String state(String name) {
        Argument argument = states.get(name);
        if (argument == null) {
            throw new IllegalStateException("The update rule reads '" + name + "', which it never declared.");
        }
        return argument.name();
    }
}
