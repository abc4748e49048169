package dev.rheo.runtime.program;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins a program with the network it calls and resolves derivatives. The results hold no dead nodes. */
public final class Differentiate {
    /** What the names of the inputs that {@link #weightedSum} adds begin with; no input of a program may. */
    public static final String OUTPUT_WEIGHT = "output_weight_";

    private final Rules rules;

    public Differentiate(Rules rules) {
        this.rules = rules;
    }

    /**
     * The program without network calls and derivatives. Outputs: the program's, then d sum(first output) / d each of
     * {@code wrt}.
     *
     * @param network what the program's network calls stand for, or null if it has none
     * @param wrt names of inputs and parameters
     * @throws NoDerivativeException if an operation on the way has no rule
     */
    public Graph resolve(@Nullable Graph network, Graph program, List<String> wrt) {
        GraphBuilder graph = new GraphBuilder();
        Reverse reverse = new Reverse(graph, rules);
        Inlining inlining = new Inlining(graph, network, reverse::inner);
        List<Value> outputs = new ArrayList<>(inlining.inline(program));
        List<Value> by = wrt.stream().map(name -> find(inlining, name)).toList();
        outputs.addAll(reverse.gradient(outputs.get(0), by));
        return pruned(Stacking.of(pruned(Slopes.shared(pruned(graph.build(outputs))))));
    }

    /** The program without network calls, its derivatives left for torch.autograd. */
    public static Graph join(@Nullable Graph network, Graph program) {
        GraphBuilder graph = new GraphBuilder();
        return pruned(graph.build(new Inlining(graph, network, graph::gradient).inline(program)));
    }

    /**
     * The sum of all floating outputs, each element times a weight: how every element of every output is reached by one
     * gradient. The weights are additional inputs {@code output_weight_0} …, one per floating output.
     */
    public static Graph weightedSum(@Nullable Graph network, Graph program) {
        GraphBuilder graph = new GraphBuilder();
        Value total = graph.constant(0);
        int count = 0;
        for (Value output : new Inlining(graph, network, graph::gradient).inline(program)) {
            if (output.dtype() == Dtype.FLOAT) {
                Value weight = graph.input(OUTPUT_WEIGHT + count++, output.shape());
                total = graph.add(total, graph.sum(graph.mul(output, weight)));
            }
        }
        return pruned(graph.build(total));
    }

    private static Graph pruned(Graph full) {
        GraphBuilder graph = new GraphBuilder();
        return graph.build(new Inlining(graph, null, graph::gradient).inline(full));
    }

    private static Value find(Inlining inlining, String name) {
        Map<String, Value> known = inlining.parameters().containsKey(name) ? inlining.parameters() : inlining.inputs();
        Value value = known.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no input or parameter '" + name + "'.");
        }
        return value;
    }
}
