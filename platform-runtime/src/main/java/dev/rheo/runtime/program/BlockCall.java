package dev.rheo.runtime.program;

import dev.rheo.api.graph.DjlBlock;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * A network that is a block of DJL.
 *
 * @param inputs the shapes of what it takes
 */
public record BlockCall(DjlBlock block, List<Shape> inputs) {
    /** The block that {@code network} is, if it is one. */
    public static Optional<BlockCall> of(Graph network) {
        return network.nodes().stream()
                .filter(node -> node.kind() == Node.Kind.OP && node.name().equals(DjlBlock.CALL))
                .findFirst()
                .map(node -> new BlockCall(
                        block(node), network.inputs().stream().map(Value::shape).toList()));
    }

    private static DjlBlock block(Node node) {
        if (node.arg(0) instanceof DjlBlock block) {
            return block;
        }
        throw new IllegalStateException(DjlBlock.CALL + " needs a block");
    }
}
