package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;

/** How one operation passes its cotangent on to its arguments, written in the graph's own operations. */
@FunctionalInterface
interface Rule {
    /** The operation is constant as far as derivatives go. */
    Rule NONE = (node, g, a, to) -> {};

    /**
     * @param g cotangent of the node's result, in its shape
     * @param a where to write
     * @param to takes the arguments' cotangents; broadcasting is undone there
     */
    void pass(Node node, Value g, Algebra a, Cotangents to);
}
