package dev.rheo.runtime.program;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * The most memory that a graph's intermediate values take at one time: each lives from its operation to the last one that
 * reads it, which is when the interpreter lets it go. Views share their source's memory. Inputs, parameters, constants
 * and results that are written into memory of the caller (those without batch dimension) count nothing; what a kernel
 * needs for itself is not known here. Not thread-safe.
 */
public final class PeakMemory {
    private static final Set<String> VIEWS = Set.of(
            "reshape", "permute", "unsqueeze", "squeeze", "narrow", "select", "expand", "detach", "item", "rows");
    private static final int FLOAT_BYTES = 4;

    private final Graph graph;
    private final boolean keepsAll;
    private final int[] storage;
    private final BitSet strided = new BitSet();

    private PeakMemory(Graph graph, boolean keepsAll) {
        this.graph = graph;
        this.keepsAll = keepsAll;
        this.storage = new int[graph.nodes().size()];
    }

    /** Of one evaluation of a graph without network calls and derivatives. */
    public static PeakMemory of(Graph graph) {
        return new PeakMemory(graph, false);
    }

    /**
     * Of the loss and its gradient, as {@link StepProgram} computes them. What torch.autograd differentiates keeps every
     * value and makes a gradient for each.
     */
    public static PeakMemory ofStep(Graph network, Graph loss, Rules rules) {
        List<String> parameters =
                Layout.of(network).parameters().stream().map(Parameter::name).toList();
        try {
            return new PeakMemory(new Differentiate(rules).resolve(network, loss, parameters), false);
        } catch (NoDerivativeException e) {
            return new PeakMemory(Differentiate.join(network, loss), true);
        }
    }

    /** In bytes, for float32. */
    public long bytes(int batch) {
        return keepsAll ? 2 * all(batch) : peak(batch);
    }

    private long all(int batch) {
        return graph.nodes().stream()
                .filter(node -> node.kind() == Node.Kind.OP)
                .mapToLong(node -> size(node.out(), batch))
                .sum();
    }

    private long peak(int batch) {
        int[] lastUse = lastUses();
        long[] freed = new long[graph.nodes().size() + 1];
        BitSet written = written();
        long live = 0;
        long peak = 0;
        for (Node node : graph.nodes()) {
            int id = node.out().id();
            if (node.kind() == Node.Kind.OP && storage[id] == id && !written.get(id)) {
                long size = size(node.out(), batch);
                live += size;
                freed[lastUse[id]] += size;
            }
            peak = Math.max(peak, live);
            live -= freed[id];
        }
        return peak;
    }

    /** The last node that reads each storage; results are read behind the end. */
    private int[] lastUses() {
        int[] last = new int[graph.nodes().size()];
        for (Node node : graph.nodes()) {
            int id = node.out().id();
            storage[id] = shares(node) ? storage[source(node)] : id;
            last[id] = id;
            node.inputs().forEach(input -> last[storage[input.id()]] = id);
        }
        graph.outputs()
                .forEach(output -> last[storage[output.id()]] = graph.nodes().size());
        return last;
    }

    private BitSet written() {
        BitSet written = new BitSet();
        graph.outputs().stream()
                .filter(output -> !output.shape().hasBatch())
                .forEach(output -> written.set(output.id()));
        return written;
    }

    /** Also finds out which values do not lie row after row in memory: reshaping such a value copies it. */
    private boolean shares(Node node) {
        if (node.kind() != Node.Kind.OP || node.inputs().isEmpty()) {
            return false;
        }
        boolean source = strided.get(source(node));
        switch (node.name()) {
            case "permute", "expand" -> strided.set(node.out().id());
            case "narrow", "select" -> strided.set(node.out().id(), source || node.number(1) > 0);
            case "reshape", "contiguous" -> {
                return !source;
            }
            default -> strided.set(node.out().id(), source && VIEWS.contains(node.name()));
        }
        return VIEWS.contains(node.name());
    }

    private static int source(Node node) {
        return node.inputs().get(0).id();
    }

    private static long size(Value value, int batch) {
        Shape shape = value.shape();
        int each = value.dtype() == Dtype.INT64 ? Long.BYTES : value.dtype() == Dtype.BOOL ? 1 : FLOAT_BYTES;
        return each * shape.size(batch);
    }
}
