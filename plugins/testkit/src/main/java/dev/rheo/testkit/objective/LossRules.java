package dev.rheo.testkit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Lab.Precision;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.testkit.objective.Combination.Laws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules on the loss that an objective writes, and on how it reads a trained network. */
final class LossRules {
    private static final int WIDTH = 8;
    private static final int MANY = 8192;

    private LossRules() {}

    /** tanh network on [x, t] for samples of {@link Minibatch#DIMENSION} numbers. */
    private static Graph network(NetworkSpec spec) {
        NetworkBuilder net = new NetworkBuilder(spec);
        Value h = net.tanh(net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), WIDTH));
        return net.build(List.of(net.linear("out", h, Minibatch.DIMENSION)));
    }

    private static Map<String, double[]> parameters(Graph network) {
        Map<String, double[]> values = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> {
            double[] numbers = new double[(int) parameter.shape().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = 0.5 * new RandomStreams(5).at(parameter.name(), 0).gaussian(i, 0);
            }
            values.put(parameter.name(), numbers);
        });
        return values;
    }

    private static Specimen compile(ObjectiveSubject subject, TrainingSpec spec, Graph network) {
        ProgramBuilder program = new ProgramBuilder(
                subject.objective().inputs(spec), spec.network().headShapes());
        Graph loss = program.build(subject.objective().loss(spec, program));
        return Lab.open().compile(network, loss, Precision.FLOAT64);
    }

    /** Mean over batch and dimensions of w · |out − target|², computed apart. */
    static void reduction(ObjectiveSubject subject) {
        int rows = 16;
        for (boolean weighted : new boolean[] {false, true}) {
            TrainingSpec spec = TargetRules.spec(weighted, false);
            Graph network = network(spec.network());
            Minibatch batch = Minibatch.of(subject, Minibatch.pairs(subject.path(), rows, weighted, false));
            Map<String, double[]> values = parameters(network);
            values.putAll(batch.written());
            Map<String, double[]> inputs = new LinkedHashMap<>(values);
            inputs.put("x", batch.get("xt"));
            double[] out;
            try (Specimen field = Lab.open().compile(network, Precision.FLOAT64)) {
                out = field.run(inputs, rows).get(0);
            }
            double expected = 0;
            for (int k = 0; k < out.length; k++) {
                double error = out[k] - batch.get("target")[k];
                expected += batch.weight(k / Minibatch.DIMENSION) * error * error / out.length;
            }
            try (Specimen loss = compile(subject, spec, network)) {
                assertThat(loss.run(values, rows).get(0)[0])
                        .as("loss" + (weighted ? " with weights" : ""))
                        .isCloseTo(expected, within(1e-9 * (1 + expected)));
            }
        }
    }

    /**
     * The gradient at a small random network points the way of the gradient towards E[target | x_t]: cosine above 0.99
     * with n = 8192 rows (Lipman et al. 2023, theorem 2).
     */
    static void gradient(ObjectiveSubject subject) {
        TrainingSpec spec = TargetRules.spec(false, false);
        Graph network = network(spec.network());
        Minibatch batch = Minibatch.of(subject, Minibatch.pairs(subject.path(), MANY, false, false));
        Map<String, double[]> conditional = parameters(network);
        conditional.putAll(batch.written());
        Map<String, double[]> marginal = new LinkedHashMap<>(conditional);
        marginal.put("target", expectedTarget(subject, batch));
        List<String> wrt = List.of("in.weight", "in.bias", "out.weight", "out.bias");
        try (Specimen loss = compile(subject, spec, network)) {
            double[] ofPairs = flat(loss.gradient(Differentiation.TORCH_AUTOGRAD, conditional, MANY, wrt));
            double[] ofField = flat(loss.gradient(Differentiation.TORCH_AUTOGRAD, marginal, MANY, wrt));
            assertThat(cosine(ofPairs, ofField))
                    .as("cosine of the gradients on pairs and on the marginal field")
                    .isGreaterThan(0.99);
        }
    }

    private static double[] expectedTarget(ObjectiveSubject subject, Minibatch batch) {
        Laws laws = Laws.of(subject.path());
        double[] expected = new double[batch.get("xt").length];
        for (int k = 0; k < expected.length; k++) {
            double t = batch.pairs().t()[k / Minibatch.DIMENSION];
            expected[k] = subject.target(t)
                    .expected(Combination.state(subject.path(), t), laws, subject.state(batch.get("xt")[k], t));
        }
        return expected;
    }

    private static double[] flat(Map<String, double[]> gradients) {
        return gradients.values().stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double cosine(double[] x, double[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** The velocity view of a network is its output, read by the path; x is left as it is. */
    static void dynamics(ObjectiveSubject subject) {
        Field network = (x, t) -> x.mul(0.5).addi(t);
        Dynamics dynamics = subject.objective().dynamics(head -> network);
        double[] numbers = {0.25, -1.5, 2, 0.75};
        try (NDManager manager = NDManager.newBaseManager()) {
            for (double fraction : new double[] {0.2, 0.5, 0.8}) {
                double t = subject.path().domain().from()
                        + fraction * subject.path().domain().length();
                NDArray x = manager.create(numbers, new ai.djl.ndarray.types.Shape(2, 2));
                double[] velocity = dynamics.velocity().at(x, t).toDoubleArray();
                Affine reading = subject.path().read(subject.prediction(), Prediction.VELOCITY, t);
                Preconditioning wrapping = subject.objective().preconditioning();
                for (int i = 0; i < numbers.length; i++) {
                    double out = 0.5 * wrapping.in(t) * numbers[i] + wrapping.time(t);
                    assertThat(velocity[i])
                            .as("velocity at x = " + numbers[i] + ", t = " + t)
                            .isCloseTo(reading.apply(numbers[i], subject.prediction(numbers[i], out, t)), within(1e-9));
                }
                assertThat(x.toDoubleArray()).as("x after the call").containsExactly(numbers);
            }
        }
    }

    /** Labels reach the network: a program for a labelled network asks for them and can be built. */
    static void labelled(ObjectiveSubject subject) {
        TrainingSpec spec = TargetRules.spec(false, true);
        ProgramBuilder program = new ProgramBuilder(
                subject.objective().inputs(spec), spec.network().headShapes());
        Graph loss = program.build(subject.objective().loss(spec, program));
        assertThat(loss.nodes().stream()
                        .filter(node -> node.kind() == Node.Kind.NETWORK)
                        .map(node -> node.value(2).shape()))
                .as("labels given to the network")
                .isNotEmpty()
                .allMatch(shape -> shape.equals(Shape.batch()));
    }
}
