package dev.rheo.api.network;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.graph.Value;
import java.util.List;

/**
 * Defines a network as a graph of named parameters. The host owns parameters, differentiation and execution; the same
 * definition serves training, EMA, teacher and export.
 */
@ComponentKind(value = "network", title = "network architecture")
public interface NetworkArchitecture extends Component {
    /** Whether this architecture can be built for {@code spec}; pure, asked before anything else. */
    Support supports(NetworkSpec spec);

    /**
     * Writes the network. Must be deterministic: the names and shapes of the parameters identify checkpoints.
     *
     * @param net gives x (B x sample), t (B) and labels
     * @return one value per head of {@code spec}, in order, each (B x head shape)
     */
    List<Value> define(NetworkSpec spec, NetworkBuilder net);
}
