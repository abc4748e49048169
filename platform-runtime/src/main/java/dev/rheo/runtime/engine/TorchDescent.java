package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.api.test.Descent;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A training session of the loss x · θ, whose gradient is the minibatch x itself. */
final class TorchDescent implements Descent {
    private final TrainingSession session;
    private final MinibatchSlot slot;

    TorchDescent(TorchEngine engine, Rules rules, Optimizer optimizer, double[] decayed, double[] rest) {
        Graph network = product(decayed.length, rest.length);
        Layout layout = Layout.of(network);
        UpdateBuilder update = new UpdateBuilder(layout.size(), layout.decayed());
        optimizer.define(update);
        StepProgram program =
                StepProgram.of(network, loss(decayed.length + rest.length), update.build(), rules, Precision.FLOAT32);
        float[] theta = new float[decayed.length + rest.length];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = (float) (i < decayed.length ? decayed[i] : rest[i - decayed.length]);
        }
        session = new TrainingSession(engine, program, theta, 0);
        slot = session.newSlot(1);
    }

    private static NetworkSpec spec(int size) {
        return new NetworkSpec(Shape.of(size), List.of(new Head("product", Shape.SCALAR)), Labels.NONE);
    }

    private static Graph product(int decayed, int rest) {
        NetworkBuilder net = new NetworkBuilder(spec(decayed + rest));
        List<Value> groups = new ArrayList<>();
        if (decayed > 0) {
            groups.add(net.parameter("decayed", Shape.of(decayed), Init.ZERO, true));
        }
        if (rest > 0) {
            groups.add(net.parameter("rest", Shape.of(rest), Init.ZERO, false));
        }
        Value theta = net.cat(0, groups.toArray(Value[]::new));
        return net.build(List.of(net.sum(net.mul(net.x(), theta), 1)));
    }

    private static Graph loss(int size) {
        NetworkSpec spec = spec(size);
        ProgramBuilder program = new ProgramBuilder(spec.inputs(), spec.headShapes());
        List<Value> heads = program.network(program.input("x"), program.input("t"), null);
        return program.build(program.sum(heads.get(0)));
    }

    @Override
    public void step(double[] gradient, double learningRate) {
        FloatBuffer x = slot.floats("x");
        for (int i = 0; i < gradient.length; i++) {
            x.put(i, (float) gradient[i]);
        }
        session.step(slot, learningRate);
    }

    @Override
    public double[] parameters() {
        float[] theta = session.parameters();
        double[] copy = new double[theta.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = theta[i];
        }
        return copy;
    }

    @Override
    public void close() {
        session.close();
    }
}
