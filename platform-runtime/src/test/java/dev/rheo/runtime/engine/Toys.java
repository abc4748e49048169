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
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
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

    /** SGD with momentum and coupled weight decay, written out. */
    static Update sgd(Graph network, double momentum, double decay) {
        Layout layout = Layout.of(network);
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        Value velocity = update.state("velocity", 0);
        Value g = update.add(update.gradient(), update.mul(update.parameter(), update.decay(decay)));
        Value next = update.add(update.mul(velocity, momentum), g);
        update.assign(velocity, next);
        update.assign(update.parameter(), update.sub(update.parameter(), update.mul(next, update.learningRate())));
        return update.build();
    }

    static StepProgram program(Update rule, Rules rules) {
        Graph network = mlp(2, 8);
        return StepProgram.of(network, regression(NetworkSpec.of(Shape.of(2))), rule, rules, Precision.FLOAT32);
    }

    /** Fills a slot with numbers of this step. */
    static void fill(MinibatchSlot slot, long step) {
        RandomStreams streams = new RandomStreams(3);
        for (int row = 0; row < slot.batch(); row++) {
            slot.floats("t").put(row, (float) streams.at("t", step).uniform(row, 0));
            for (int k = 0; k < 2; k++) {
                slot.floats("xt").put(2 * row + k, (float) streams.at("x", step).gaussian(row, k));
                slot.floats("target")
                        .put(2 * row + k, (float) streams.at("target", step).gaussian(row, k));
            }
        }
    }
}
