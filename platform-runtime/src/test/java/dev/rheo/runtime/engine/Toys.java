package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.runtime.program.Layout;
import java.util.List;

/** Small networks, losses and optimizers for tests. */
final class Toys {
    static final Adam ADAM = new Adam(0.9, 0.999, 1e-8, 0, false);

    private Toys() {}

    /** torchcfm's MLP: [x, t], three hidden layers with SELU. */
    static Graph mlp(int dimensions, int width) {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(dimensions)));
        Value h = net.cat(1, net.x(), net.unsqueeze(net.t(), 1));
        for (int i = 0; i < 3; i++) {
            h = net.selu(net.linear("hidden" + i, h, width));
        }
        return net.build(List.of(net.linear("out", h, dimensions)));
    }

    /** Mean squared error of the network's head against a target. */
    static Graph regression(NetworkSpec spec) {
        ProgramBuilder loss = new ProgramBuilder(
                List.of(
                        InputSpec.floats("xt", spec.sample().batched()),
                        InputSpec.floats("t", Shape.batch()),
                        InputSpec.floats("target", spec.sample().batched())),
                spec.headShapes());
        Value out = loss.network(loss.input("xt"), loss.input("t"), null).get(0);
        return loss.build(loss.mean(loss.square(loss.sub(out, loss.input("target")))));
    }

    static Update adam(Graph network, Adam settings) {
        Layout layout = Layout.of(network);
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        update.fusedAdam(settings);
        return update.build();
    }
}
