package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Time of a whole training step of an image network: flow matching on noise, Adam, one average. Not a test. Arguments:
 * unet or dit, threads, steps, repetitions, batch; a sixth writes the program's text to that file.
 */
final class NetworkStepBenchmark {
    private static final int SIZE = 28;
    private static final int SLOTS = 4;

    private NetworkStepBenchmark() {}

    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        int steps = Integer.parseInt(args[2]);
        int repetitions = Integer.parseInt(args[3]);
        int batch = Integer.parseInt(args[4]);
        Graph network = args[0].equals("unet") ? ImageNetworks.unet(SIZE, 32) : ImageNetworks.dit(SIZE, 128, 4, 4);
        StepProgram program = StepProgram.of(
                network,
                Toys.regression(NetworkSpec.of(Shape.of(1, SIZE, SIZE))),
                Toys.adam(network, Toys.ADAM),
                Rules.standard(),
                Precision.FLOAT32);
        if (args.length > 5) {
            Files.writeString(Path.of(args[5]), program.source());
        }
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(threads);
        RandomStreams streams = new RandomStreams(42);
        float[] theta = InitialParameters.draw(program.layout(), streams);
        try (TrainingSession session = new TrainingSession(engine, program, theta, 0, 1e-3)) {
            MinibatchSlot[] ring = new MinibatchSlot[SLOTS];
            for (int i = 0; i < SLOTS; i++) {
                ring[i] = session.newSlot(batch);
                fill(ring[i], streams, i);
            }
            var clock = ManagementFactory.getThreadMXBean();
            double[] millis = new double[repetitions];
            double processor = Double.MAX_VALUE;
            double loss = 0;
            for (int r = -1; r < repetitions; r++) {
                long begun = System.nanoTime();
                long busy = clock.getCurrentThreadCpuTime();
                int count = r < 0 ? 3 : steps;
                for (int i = 0; i < count; i++) {
                    session.step(ring[i % SLOTS], 1e-3);
                }
                loss = session.loss();
                if (r >= 0) {
                    millis[r] = (System.nanoTime() - begun) / 1e6 / count;
                    processor = Math.min(processor, (clock.getCurrentThreadCpuTime() - busy) / 1e6 / count);
                }
            }
            Arrays.sort(millis);
            System.out.printf(
                    "rheo %s threads=%d batch=%d: median %.1f min %.1f ms/step, processor %.1f (training thread), %d parameters, %.1f MFLOP a sample, loss %.4f, theta %08x%n",
                    args[0],
                    threads,
                    batch,
                    millis[repetitions / 2],
                    millis[0],
                    processor,
                    theta.length,
                    network.flops() / 1e6,
                    loss,
                    Arrays.hashCode(session.parameters()));
        }
    }

    /** x₁ smooth, x₀ Gaussian, both by address. */
    private static void fill(MinibatchSlot slot, RandomStreams streams, int step) {
        Draws draws = streams.at("benchmark", step);
        for (int row = 0; row < slot.batch(); row++) {
            double t = draws.uniform(row, 0);
            double frequency = 1 + 2 * draws.uniform(row, 1);
            slot.floats("t").put(row, (float) t);
            for (int k = 0; k < SIZE * SIZE; k++) {
                double x1 = Math.sin(frequency * (k % SIZE) / 9.0) * Math.cos(frequency * (k / SIZE) / 9.0);
                double x0 = draws.gaussian(row, 2 + k);
                slot.floats("xt").put(row * SIZE * SIZE + k, (float) (t * x1 + (1 - t) * x0));
                slot.floats("target").put(row * SIZE * SIZE + k, (float) (x1 - x0));
            }
        }
    }
}
