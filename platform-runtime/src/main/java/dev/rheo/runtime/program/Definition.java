package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;

/** What a fused operation computes, in simpler operations; differentiated in its place. */
@FunctionalInterface
interface Definition {
    Value expand(Node node, Algebra a);
}
