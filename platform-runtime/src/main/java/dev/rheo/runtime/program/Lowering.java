package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.Map;

/**
 * What becomes of composite operations in programs that are differentiated. Attention is written out, because its fused
 * kernel keeps nothing that its derivative could use; normalisations go to the kernels that also return their moments.
 * Networks that are only applied keep the composites.
 */
final class Lowering {
    private static final Map<String, Definition> LOWERED = Map.of(
            "scaled_dot_product_attention", DenseRules::attention,
            "layer_norm", NormRules::layer,
            "group_norm", NormRules::group);

    private Lowering() {}

    static Value of(Value value, Algebra algebra) {
        Node node = algebra.node(value);
        Definition definition = LOWERED.get(node.name());
        return definition == null ? value : definition.expand(node, algebra);
    }
}
