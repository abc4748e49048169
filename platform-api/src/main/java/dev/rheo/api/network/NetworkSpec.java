package dev.rheo.api.network;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment asks of its network.
 *
 * @param sample shape of one sample, without the batch dimension: (d) for points, (channels x height x width) for images
 * @param heads at least one
 * @param conditions numbers that the network is conditioned on beside time and label, 0 for none. With guidance the last of
 *     them is 1 where the others are withheld, and they 0; else it is 0
 * @param tokens the sequence that the network is conditioned on
 */
public record NetworkSpec(Shape sample, List<Head> heads, Labels labels, int conditions, Tokens tokens) {
    public NetworkSpec {
        if (sample.hasBatch() || sample.rank() == 0) {
            throw new IllegalArgumentException(
                    "The sample shape is given without batch dimension and has at least one axis, not " + sample + ".");
        }
        heads = List.copyOf(heads);
        if (heads.isEmpty() || heads.stream().map(Head::name).distinct().count() != heads.size()) {
            throw new IllegalArgumentException("A network needs heads with different names: " + heads + ".");
        }
    }

    /** Without conditions. */
    public NetworkSpec(Shape sample, List<Head> heads, Labels labels) {
        this(sample, heads, labels, 0, Tokens.NONE);
    }

    /** One head of the sample's shape, no labels. */
    public static NetworkSpec of(Shape sample) {
        return new NetworkSpec(sample, List.of(new Head("out", sample)), Labels.NONE);
    }

    public NetworkSpec with(Labels replacement) {
        return new NetworkSpec(sample, heads, replacement, conditions, tokens);
    }

    public NetworkSpec with(List<Head> replacement) {
        return new NetworkSpec(sample, replacement, labels, conditions, tokens);
    }

    /** The same with as many conditions. */
    public NetworkSpec conditioned(int count) {
        return new NetworkSpec(sample, heads, labels, count, tokens);
    }

    /** The same with tokens. */
    public NetworkSpec with(Tokens sequence) {
        return new NetworkSpec(sample, heads, labels, conditions, sequence);
    }

    /**
     * x (B x sample), t (B), and labels (B), conditions (B x conditions) and tokens (B x length) if there are any: the network's inputs in this
     * order.
     */
    public List<InputSpec> inputs() {
        List<InputSpec> inputs = new ArrayList<>();
        inputs.add(InputSpec.floats("x", sample.batched()));
        inputs.add(InputSpec.floats("t", Shape.batch()));
        if (labels instanceof Labels.Classes) {
            inputs.add(InputSpec.integers("labels", Shape.batch()));
        }
        inputs.addAll(conditionInputs());
        return List.copyOf(inputs);
    }

    /** What carries conditions and tokens, for the network and for the loss alike; empty if there are none. */
    public List<InputSpec> conditionInputs() {
        List<InputSpec> inputs = new ArrayList<>();
        if (conditions > 0) {
            inputs.add(InputSpec.floats(ProgramBuilder.CONDITIONS, Shape.batch(conditions)));
        }
        if (tokens.length() > 0) {
            inputs.add(InputSpec.integers(ProgramBuilder.TOKENS, Shape.batch(tokens.length())));
        }
        return inputs;
    }

    /** Name and batched shape of each head, in order. */
    public Map<String, Shape> headShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        heads.forEach(head -> shapes.put(head.name(), head.shape().batched()));
        return shapes;
    }
}
