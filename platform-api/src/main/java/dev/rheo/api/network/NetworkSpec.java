package dev.rheo.api.network;

import dev.rheo.api.graph.InputSpec;
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
 */
public record NetworkSpec(Shape sample, List<Head> heads, Labels labels) {
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

    /** One head of the sample's shape, no labels. */
    public static NetworkSpec of(Shape sample) {
        return new NetworkSpec(sample, List.of(new Head("out", sample)), Labels.NONE);
    }

    public NetworkSpec with(Labels replacement) {
        return new NetworkSpec(sample, heads, replacement);
    }

    public NetworkSpec with(List<Head> replacement) {
        return new NetworkSpec(sample, replacement, labels);
    }

    /** x (B x sample), t (B), and labels (B) if there are any: the network's inputs in this order. */
    public List<InputSpec> inputs() {
        List<InputSpec> inputs = new ArrayList<>();
        inputs.add(InputSpec.floats("x", sample.batched()));
        inputs.add(InputSpec.floats("t", Shape.batch()));
        if (labels instanceof Labels.Classes) {
            inputs.add(InputSpec.integers("labels", Shape.batch()));
        }
        return List.copyOf(inputs);
    }

    /** Name and batched shape of each head, in order. */
    public Map<String, Shape> headShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        heads.forEach(head -> shapes.put(head.name(), head.shape().batched()));
        return shapes;
    }
}
