package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of a training program. Methods: {@code step} (gradient, guard, clipping, update, averages), {@code gradient}
 * (adds to the flat gradient) and {@code update} (the rest of a step); each returns the loss, what else the program
 * reports, and the gradient's norm ({@code update}: the norm alone). For minibatches in parts there are {@link ShardCalls}.
 * A step whose loss or gradient is not finite changes neither θ nor state.
 *
 * @param inputs the minibatch inputs, in the order of the last arguments
 * @param reported number of the loss program's outputs
 * @param ownReverseMode false if torch.autograd differentiates: then methods must not run in inference mode
 * @param shards what computes a minibatch in parts; null if the network is a block of DJL
 * @param module what the network calls
 * @param eager what replaces {@code step} and {@code gradient} if the network is a block of DJL; null if it is a graph
 */
public record StepProgram(
        String source,
        Layout layout,
        List<InputSpec> inputs,
        List<Update.State> states,
        int reported,
        boolean ownReverseMode,
        List<Argument> step,
        List<Argument> gradient,
        List<Argument> update,
        @Nullable ShardCalls shards,
        @Nullable TorchModule module,
        @Nullable EagerStep eager) {
    private static final Logger LOG = LoggerFactory.getLogger(StepProgram.class);
    private static final Argument P = new Argument("p", Argument.Kind.WHOLE, Argument.PARAMETER);
    private static final Argument G = new Argument("g", Argument.Kind.WHOLE, Argument.GRADIENT);
    private static final Argument W = new Argument("W", Argument.Kind.VIEWS, Argument.PARAMETER);
    private static final Argument V = new Argument("V", Argument.Kind.VIEWS, Argument.GRADIENT);
    private static final Argument C = new Argument("C", Argument.Kind.CONSTANTS, "");
    private static final Argument E = new Argument("E", Argument.Kind.AVERAGES, "");
    private static final Argument H = new Argument("H", Argument.Kind.HYPER, "");

    /**
     * Compiles a training program.
     *
     * @param network the trained network
     * @param loss a program whose first output is the loss
     * @param rule the optimizer's update for this network's layout
     */
    public static StepProgram of(Graph network, Graph loss, Update rule, Rules rules, Precision precision) {
        Layout layout = Layout.of(network);
        TorchScript script = new TorchScript(layout, precision);
        Optional<BlockCall> block = BlockCall.of(network);
        EagerStep eager = block.map(call -> EagerStep.write(script, call, network, loss, rules))
                .orElse(null);
        boolean own = eager != null || differentiate(script, network, loss, layout, rules);
        UpdateText text = new UpdateText(rule, layout);
        List<Argument> inputs = loss.inputs().stream()
                .map(v -> new Argument("in_" + loss.name(v), Argument.Kind.INPUT, loss.name(v)))
                .toList();
        List<Argument> commit = new ArrayList<>(List.of(C, P, G));
        commit.addAll(text.arguments());
        commit.addAll(List.of(E, H));
        List<Argument> gradient = new ArrayList<>(List.of(W, V, C, G, H));
        gradient.addAll(inputs);
        List<Argument> step = new ArrayList<>(List.of(W, V));
        step.addAll(commit);
        step.addAll(inputs);
        int reported = loss.outputs().size();
        script.text(commit(commit, text.statements(script, "    ")));
        ShardCalls shards = null;
        if (eager == null) {
            script.text(gradient(gradient, inputs, reported));
            script.text(step(step, commit, inputs, reported));
            List<Argument> computed = new ArrayList<>(List.of(W, V, C));
            computed.addAll(inputs);
            shards = ShardCalls.of(computed, G, H, commit);
            script.text(shards.text(computed, commit, results(reported)));
        }
        script.text(update(commit));
        List<InputSpec> specs = loss.inputs().stream()
                .map(v -> new InputSpec(loss.name(v), v.shape(), v.dtype()))
                .toList();
        return new StepProgram(
                script.source(),
                layout,
                specs,
                rule.states(),
                reported,
                own,
                step,
                gradient,
                commit,
                shards,
                script.module(),
                eager);
    }

    private static boolean differentiate(TorchScript script, Graph network, Graph loss, Layout layout, Rules rules) {
        List<String> names = layout.parameters().stream().map(Parameter::name).toList();
        try {
            Graph resolved = new Differentiate(rules).resolve(network, loss, names);
            script.gradients("derivatives", resolved, loss.outputs().size());
            return true;
        } catch (NoDerivativeException e) {
            LOG.info("{} The step uses torch.autograd instead, which is about half as fast.", e.getMessage());
            Graph joined = Differentiate.join(network, loss);
            script.autograd(
                    "automatic",
                    joined,
                    names.stream().map(n -> parameter(joined, n)).toList());
            script.text(copied(joined, layout, loss.outputs().size()));
            return false;
        }
    }

    private static Value parameter(Graph graph, String name) {
        return graph.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** Clips, updates and averages, unless the numbers are not finite. */
    private static String commit(List<Argument> arguments, String update) {
        return "def commit(self, " + Argument.declarations(arguments) + ", finite: bool) -> Tensor:\n"
                + """
                  n = torch.linalg_vector_norm(g[0])
                  norm = float(torch.item(n))
                  if finite and torch.isfinite(norm):
                    clip = float(torch.item(%s))
                    if clip > 0.0 and norm > clip:
                      c = torch.mul_(g[0], clip / norm)
                %s    for i in range(torch.len(E)):
                      e = torch.lerp_(E[i], p[0], float(torch.item(H[%d + i])))
                  else:
                    k = torch.add_(%s, 1.0)
                  return n
                """.formatted(Hyper.CLIP.read(), update, Hyper.size(0), Hyper.SKIPPED.read());
    }

    private static String step(List<Argument> arguments, List<Argument> commit, List<Argument> inputs, int reported) {
        return "def step(self, " + Argument.declarations(arguments) + ") -> List[Tensor]:\n  " + derivatives(inputs)
                + "  finite = torch.isfinite(float(torch.item(r[0])))\n"
                + "  n = self.commit(" + Argument.names(commit) + ", finite)\n" + "  return [" + results(reported)
                + ", n]\n";
    }

    private static String gradient(List<Argument> arguments, List<Argument> inputs, int reported) {
        return "def gradient(self, " + Argument.declarations(arguments) + ") -> List[Tensor]:\n"
                + "  if float(torch.item(" + Hyper.KEEP.read() + ")) == 0.0:\n    " + derivatives(inputs)
                + "  else:\n    before = torch.clone(g[0])\n    " + derivatives(inputs)
                + "    sum = torch.add_(g[0], before)\n"
                + "  return [" + results(reported) + ", torch.linalg_vector_norm(g[0])]\n";
    }

    /** What torch.autograd finds, copied to where own derivatives are written at once. */
    private static String copied(Graph graph, Layout layout, int reported) {
        StringBuilder text =
                new StringBuilder("def derivatives(self, W: List[Tensor], V: List[Tensor], C: List[Tensor]");
        text.append(TorchScript.parameters(graph)).append(") -> List[Tensor]:\n");
        text.append("  r = self.automatic(W, C")
                .append(TorchScript.arguments(graph))
                .append(")\n");
        for (int i = 0; i < layout.parameters().size(); i++) {
            text.append("  d").append(i).append(" = torch.copy_(V[").append(i).append("], r[");
            text.append(reported + i).append("])\n");
        }
        return text.append("  return [").append(results(reported)).append("]\n").toString();
    }

    private static String update(List<Argument> commit) {
        return "def update(self, " + Argument.declarations(commit) + ") -> List[Tensor]:\n"
                + "  s = torch.mul_(g[0], float(torch.item(" + Hyper.SCALE.read() + ")))\n" + "  return [self.commit("
                + Argument.names(commit) + ", True)]\n";
    }

    private static String derivatives(List<Argument> inputs) {
        String more = inputs.isEmpty() ? "" : ", " + Argument.names(inputs);
        return "r = self.derivatives(W, V, C" + more + ")\n";
    }

    private static String results(int reported) {
        StringBuilder text = new StringBuilder("r[0]");
        for (int i = 1; i < reported; i++) {
            text.append(", r[").append(i).append("]");
        }
        return text.toString();
    }
}
