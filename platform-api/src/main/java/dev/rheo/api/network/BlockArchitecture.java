package dev.rheo.api.network;

import ai.djl.nn.Block;
import dev.rheo.api.graph.Value;
import java.util.List;

/**
 * An architecture that is a DJL {@link Block}: for a network that exists as one. The host owns the parameters as it does those of
 * a graph, but the block runs operation by operation, which takes about twice as long as a graph or more, and only
 * objectives that call the network once, and do not differentiate by its inputs, can train it. It cannot be exported as a program.
 * Checking an experiment with it starts the engine.
 *
 * <p>Initial parameters are drawn by the host, from the seed: uniform with the bound 1/√fan-in for weights, 0 for biases, 1
 * and 0 for gain and shift of normalisations. The block's own initialisers are not used.
 */
public interface BlockArchitecture extends NetworkArchitecture {
    /**
     * A new block that was not initialised. Its forward takes x (B x sample), t (B), and labels (B, int64) if there are any,
     * and returns one array per head. It must draw no random numbers and keep nothing beside its parameters: neither
     * dropout nor batch norm. May be called from several threads at once.
     */
    Block block(NetworkSpec spec);

    @Override
    default List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        return new BlockDefinition(this, spec, net).write();
    }
}
