package dev.rheo.testkit.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.AutoencoderPass;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rules on autoencoders that are trained by gradient steps. */
final class LossRules {
    private static final int BATCH = 4;
    private static final double STEP = 1e-5;

    private LossRules() {}

    static void gradients(AutoencoderSubject subject) {
        TrainedAutoencoder autoencoder = (TrainedAutoencoder) subject.autoencoder();
        for (Shape sample : subject.supported()) {
            Graph joint = AutoencoderGraphs.joint(autoencoder, sample);
            Graph loss = AutoencoderGraphs.loss(autoencoder, sample);
            Map<String, double[]> values = new LinkedHashMap<>(Numbers.parameters(joint));
            values.putAll(Numbers.inputs(loss, BATCH, 1));
            List<String> names =
                    joint.parameters().stream().map(Parameter::name).toList();
            try (Specimen specimen = Lab.open().compile(joint, loss, Lab.Precision.FLOAT64)) {
                Map<String, double[]> torch =
                        specimen.gradient(Specimen.Differentiation.TORCH_AUTOGRAD, values, BATCH, names);
                Map<String, double[]> own = specimen.gradient(Specimen.Differentiation.OWN, values, BATCH, names);
                for (String name : names) {
                    agree(name, numbers(own, name), numbers(torch, name), 1e-8);
                    if (name.endsWith("bias")) {
                        double[] differences = specimen.finiteDifferences(values, BATCH, name, STEP);
                        agree(name + ", by differences", numbers(own, name), differences, 1e-5);
                    }
                }
            }
        }
    }

    private static void agree(String name, double[] own, double[] other, double tolerance) {
        double size = 0;
        for (double number : other) {
            size = Math.max(size, Math.abs(number));
        }
        for (int i = 0; i < own.length; i++) {
            assertThat(own[i]).as("gradient by " + name).isCloseTo(other[i], within(tolerance * (1 + size)));
        }
    }

    static void reconstruction(AutoencoderSubject subject) {
        TrainedAutoencoder autoencoder = (TrainedAutoencoder) subject.autoencoder();
        for (Shape sample : subject.supported()) {
            Shape latent = autoencoder.latent(sample);
            Graph loss = ofPass(autoencoder, sample, latent);
            Map<String, double[]> values = new LinkedHashMap<>(Numbers.inputs(loss, BATCH, 1));
            double[] x = numbers(values, "x");
            double[] away = Numbers.gaussian("away", x.length, 1);
            double last = Double.NEGATIVE_INFINITY;
            try (Specimen specimen = Lab.open().compile(loss, Lab.Precision.FLOAT64)) {
                for (double far : new double[] {0, 0.1, 1, 10}) {
                    double[] decoded = x.clone();
                    for (int i = 0; i < decoded.length; i++) {
                        decoded[i] += far * away[i];
                    }
                    values.put("decoded", decoded);
                    double now = specimen.run(values, BATCH).get(0)[0];
                    assertThat(now).as("the loss at " + far).isFinite().isGreaterThan(last);
                    last = now;
                }
            }
        }
    }

    /** The loss as a function of what goes into it. */
    private static Graph ofPass(TrainedAutoencoder autoencoder, Shape sample, Shape latent) {
        List<InputSpec> inputs = new ArrayList<>();
        inputs.add(InputSpec.floats("x", sample.batched()));
        inputs.add(InputSpec.floats("decoded", sample.batched()));
        inputs.add(InputSpec.floats("mean", latent.batched()));
        inputs.add(InputSpec.floats("logVariance", latent.batched()));
        inputs.add(InputSpec.floats("z", latent.batched()));
        ProgramBuilder program = new ProgramBuilder(inputs, Map.of());
        return program.build(autoencoder.loss(
                program,
                new AutoencoderPass(
                        program.input("x"),
                        program.input("mean"),
                        autoencoder.stochastic() ? program.input("logVariance") : null,
                        program.input("z"),
                        program.input("decoded"))));
    }

    static void training(AutoencoderSubject subject) {
        TrainedAutoencoder autoencoder = (TrainedAutoencoder) subject.autoencoder();
        assertThat(autoencoder.steps()).as("steps").isPositive();
        assertThat(autoencoder.batch()).as("rows of a minibatch").isPositive();
        assertThat(autoencoder.optimizer().learningRate())
                .as("learning rate")
                .isFinite()
                .isPositive();
    }

    private static double[] numbers(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
