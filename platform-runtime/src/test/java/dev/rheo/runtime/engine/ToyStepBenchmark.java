package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Time of a whole training step of the toy (MLP 3 x 64 SELU, I-CFM, Adam, EMA, guard), minibatches made by one prefetch
 * thread. Not a test. Arguments: threads, steps, repetitions, batch, width, shards.
 */
final class ToyStepBenchmark {
    private static final int SLOTS = 32;
    private static final int GROUP = 8;

    private ToyStepBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        int repetitions = Integer.parseInt(args[2]);
        int batch = Integer.parseInt(args[3]);
        int width = Integer.parseInt(args[4]);
        Shards shards = new Shards(Integer.parseInt(args[5]), threads);
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(threads);
        Graph network = Toys.mlp(2, width);
        StepProgram program = StepProgram.of(
                network,
                Toys.regression(NetworkSpec.of(Shape.of(2))),
                Toys.adam(network, Toys.ADAM),
                Rules.standard(),
                Precision.FLOAT32);
        RandomStreams streams = new RandomStreams(42);
        float[] theta = InitialParameters.draw(program.layout(), streams);
        try (TrainingSession session = new TrainingSession(engine, program, shards, theta, 0, 1e-3)) {
            MinibatchSlot[] ring = new MinibatchSlot[SLOTS];
            Arrays.setAll(ring, i -> session.newSlot(batch));
            int warm = Math.min(2000, steps);
            long total = warm + (long) steps * repetitions;
            Semaphore free = new Semaphore(SLOTS);
            Semaphore full = new Semaphore(0);
            Thread worker = new Thread(() -> prefetch(ring, free, full, streams, total));
            worker.setDaemon(true);
            worker.start();
            var clock = ManagementFactory.getThreadMXBean();
            long busy = 0;
            double[] micros = new double[repetitions];
            long begun = 0;
            double loss = 0;
            for (long i = 0; i < total; i++) {
                if (i >= warm && (i - warm) % steps == 0) {
                    begun = System.nanoTime();
                }
                if (i == warm) {
                    busy = clock.getCurrentThreadCpuTime();
                }
                full.acquire();
                session.step(ring[(int) (i % SLOTS)], 1e-3);
                if (i % 10 == 0 && i >= warm) {
                    loss += session.loss();
                }
                if (i % GROUP == GROUP - 1) {
                    free.release(GROUP);
                }
                if (i >= warm && (i - warm) % steps == steps - 1) {
                    micros[(int) ((i - warm) / steps)] = (System.nanoTime() - begun) / 1e3 / steps;
                }
            }
            double processor = (clock.getCurrentThreadCpuTime() - busy) / 1e3 / steps / repetitions;
            Arrays.sort(micros);
            System.out.printf(
                    "rheo threads=%d batch=%d width=%d: median %.1f min %.1f us/step, processor %.1f (training thread), loss %.4f, theta %08x%n",
                    threads,
                    batch,
                    width,
                    micros[repetitions / 2],
                    micros[0],
                    processor,
                    loss * 10 / ((long) steps * repetitions),
                    Arrays.hashCode(session.parameters()));
        }
    }

    private static void prefetch(
            MinibatchSlot[] ring, Semaphore free, Semaphore full, RandomStreams streams, long total) {
        for (long step = 0; step < total; step++) {
            free.acquireUninterruptibly();
            MinibatchSlot slot = ring[(int) (step % SLOTS)];
            Draws source = streams.at("source", step);
            Draws data = streams.at("data", step);
            Draws noise = streams.at("noise", step);
            Draws time = streams.at("time", step);
            FloatBuffer xt = slot.floats("xt");
            FloatBuffer t = slot.floats("t");
            FloatBuffer target = slot.floats("target");
            for (int row = 0; row < slot.batch(); row++) {
                double at = time.uniform(row, 0);
                t.put(row, (float) at);
                double angle = Math.PI / 4 * source.integer(row, 2, 8);
                double half = Math.PI * data.uniform(row, 2);
                boolean upper = data.uniform(row, 3) < 0.5;
                for (int k = 0; k < 2; k++) {
                    double x0 = 5 * (k == 0 ? Math.cos(angle) : Math.sin(angle)) + 0.56 * source.gaussian(row, k);
                    double moon = k == 0
                            ? (upper ? Math.cos(half) : 1 - Math.cos(half))
                            : (upper ? Math.sin(half) : 0.5 - Math.sin(half));
                    double x1 = 3 * (moon + 0.2 * data.gaussian(row, k)) - 1;
                    xt.put(2 * row + k, (float) (at * x1 + (1 - at) * x0 + 0.1 * noise.gaussian(row, k)));
                    target.put(2 * row + k, (float) (x1 - x0));
                }
            }
            full.release();
        }
    }
}
