package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {
    @Test
    void firstStep() {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        Graph network = Toys.mlp(2, 64);
        StepProgram program = StepProgram.of(
                network,
                Toys.regression(NetworkSpec.of(Shape.of(2))),
                Toys.adam(network, Toys.ADAM),
                Rules.standard(),
                Precision.FLOAT32);
        System.out.println(program.source());
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(7));
        try (TrainingSession session = new TrainingSession(engine, program, theta, 1.0, 1e-3)) {
            MinibatchSlot slot = session.newSlot(256);
            RandomStreams r = new RandomStreams(1);
            for (int i = 0; i < 512; i++) {
                slot.floats("xt").put(i, (float) r.at("x", 0).gaussian(i, 0));
                slot.floats("target").put(i, (float) r.at("y", 0).gaussian(i, 0));
                slot.floats("t").put(i / 2, (float) r.at("t", 0).uniform(i, 0));
            }
            for (int i = 0; i < 5; i++) {
                session.step(slot, 1e-3);
                System.out.println(session.loss() + " " + session.gradientNorm() + " " + session.liveArrays());
            }
        }
        assertThat(1).isEqualTo(1);
    }
}
