package dev.rheo.runtime.latent;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.Epochs;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.MinibatchSlot;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import dev.rheo.runtime.store.ParameterSlice;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Gradient steps on an autoencoder. Minibatches and noise are functions of (seed, step), so a training that is begun again ends
 * in the same parameters. The learning rate falls from the optimizer's to 0 along a half cosine.
 */
final class AutoencoderTraining {
    private static final int REPORTS = 10;

    private final TorchEngine engine;
    private final TrainedAutoencoder autoencoder;
    private final Optimizer optimizer;
    private final StepProgram program;
    private final RandomStreams random;

    AutoencoderTraining(TorchEngine engine, TrainedAutoencoder autoencoder, Shape sample, RandomStreams random) {
        this.engine = engine;
        this.autoencoder = autoencoder;
        this.optimizer = autoencoder.optimizer();
        this.random = random;
        Graph joint = AutoencoderGraphs.joint(autoencoder, sample);
        Layout layout = Layout.of(joint);
        UpdateBuilder rule = new UpdateBuilder(layout.size(), layout.decayed());
        optimizer.define(rule);
        this.program = StepProgram.of(
                joint, AutoencoderGraphs.loss(autoencoder, sample), rule.build(), Rules.standard(), Precision.FLOAT32);
    }

    /** Hears how the training comes along. */
    interface Progress {
        void at(int step, int steps, double loss);
    }

    /** Parameters before the first step, by name. */
    Map<String, float[]> initial() {
        return byName(InitialParameters.draw(program.layout(), random));
    }

    /**
     * Trains from the beginning to the last step, on the calling thread, which has entered the engine.
     *
     * @param rows training rows in training units
     * @return the parameters by name; empty if it was stopped
     * @throws AutoencoderException if a step's loss or gradient is not finite
     */
    Optional<Map<String, float[]>> train(Points rows, BooleanSupplier stopped, Progress progress) {
        int steps = autoencoder.steps();
        int batch = Math.min(autoencoder.batch(), rows.count());
        int every = Math.max(1, steps / REPORTS);
        try (TrainingSession session =
                new TrainingSession(engine, program, InitialParameters.draw(program.layout(), random), 0)) {
            MinibatchSlot slot = session.newSlot(batch);
            Minibatches minibatches = new Minibatches(rows, batch);
            for (int step = 0; step < steps; step++) {
                if (stopped.getAsBoolean()) {
                    return Optional.empty();
                }
                minibatches.fill(slot, step);
                session.step(slot, optimizer.learningRate() * (1 + Math.cos(Math.PI * step / steps)) / 2);
                if (session.skipped() > 0) {
                    throw new AutoencoderException(
                            "the autoencoder's loss or gradient is not finite at step " + (step + 1));
                }
                if ((step + 1) % every == 0) {
                    progress.at(step + 1, steps, session.loss());
                }
            }
            return Optional.of(byName(session.parameters()));
        }
    }

    private Map<String, float[]> byName(float[] theta) {
        Map<String, float[]> named = new HashMap<>();
        List<Parameter> parameters = program.layout().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            int from = Math.toIntExact(program.layout().offsets().get(i));
            int length = Math.toIntExact(parameters.get(i).shape().size());
            named.put(parameters.get(i).name(), Arrays.copyOfRange(theta, from, from + length));
        }
        return named;
    }

    /** Numbers of a layout out of numbers by name. */
    static float[] vector(List<ParameterSlice> layout, Map<String, float[]> named) {
        float[] theta = new float[ParameterSlice.covered(layout)];
        for (ParameterSlice slice : layout) {
            float[] values = named.get(slice.name());
            if (values == null || values.length != slice.length()) {
                throw new IllegalStateException("the autoencoder gives "
                        + (values == null ? "no numbers" : values.length + " numbers") + " for its parameter " + slice);
            }
            System.arraycopy(values, 0, theta, slice.offset(), values.length);
        }
        return theta;
    }

    /** Writes minibatches into a slot. */
    private final class Minibatches {
        private final Points rows;
        private final Epochs epochs;
        private final int[] index;
        private final float[] noise;

        Minibatches(Points rows, int batch) {
            this.rows = rows;
            this.epochs = new Epochs(random, rows.count());
            this.index = new int[batch];
            long latent = program.inputs().stream()
                    .filter(input -> input.name().equals("noise"))
                    .mapToLong(input -> input.shape().size(batch))
                    .findFirst()
                    .orElse(0);
            this.noise = new float[Math.toIntExact(latent)];
        }

        void fill(MinibatchSlot slot, long step) {
            epochs.rows(step, index);
            FloatBuffer x = slot.floats("x");
            int d = rows.dimension();
            for (int i = 0; i < index.length; i++) {
                x.put(i * d, rows.values(), index[i] * d, d);
            }
            if (noise.length > 0) {
                random.at("autoencoder-noise", step).gaussians(0, index.length, noise.length / index.length, noise, 0);
                slot.floats("noise").put(0, noise);
            }
        }
    }
}
