package dev.rheo.testkit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Lab.Precision;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.testkit.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every objective, whatever its loss: the contract of {@link dev.rheo.api.objective.Objective}. That a loss is the
 * right one only its author can test, on a closed form.
 */
public final class ProgramRules {
    private static final int ROWS = 12;
    private static final int WIDTH = 5;
    private static final double STEP = 1e-5;

    private ProgramRules() {}

    /** All rules. */
    public static List<Rule<ProgramSubject>> all() {
        return List.of(
                new Rule<>("OP1", "the inputs that are declared are written once and whole", ProgramRules::inputs),
                new Rule<>("OP2", "the same pairs give the same bits and stay as they are", ProgramRules::pure),
                new Rule<>("OP3", "labels follow their rows, to every call of the network", ProgramRules::labels),
                new Rule<>(
                        "OP4",
                        "the loss is the mean of the rows' losses, each times the weight of its pair",
                        ProgramRules::weights),
                new Rule<>(
                        "OP5",
                        "the gradient by the parameters is that of torch.autograd and of central differences",
                        ProgramRules::gradient));
    }

    private static TrainingSpec spec(ProgramSubject subject, boolean weighted, boolean labelled) {
        Shape sample = Shape.of(Minibatch.DIMENSION);
        Labels labels = labelled ? Labels.classes(Minibatch.CLASSES, false) : Labels.NONE;
        return new TrainingSpec(new NetworkSpec(sample, subject.objective().heads(sample), labels), weighted);
    }

    private static TrainingPairs pairs(ProgramSubject subject, boolean weighted, boolean labelled) {
        return Minibatch.pairs(subject.path(), ROWS, weighted, labelled);
    }

    private static void inputs(ProgramSubject subject) {
        for (boolean weighted : new boolean[] {false, true}) {
            for (boolean labelled : new boolean[] {false, true}) {
                List<InputSpec> declared = subject.objective().inputs(spec(subject, weighted, labelled));
                Map<String, double[]> written = Minibatch.of(subject.objective(), pairs(subject, weighted, labelled))
                        .written();
                assertThat(written.keySet())
                        .as("inputs written, weighted " + weighted + ", labelled " + labelled)
                        .containsExactlyInAnyOrderElementsOf(
                                declared.stream().map(InputSpec::name).toList());
                for (InputSpec input : declared) {
                    assertThat(written.get(input.name()))
                            .as("numbers of " + input.name())
                            .hasSize((int) input.shape().size(ROWS));
                }
            }
        }
    }

    private static void pure(ProgramSubject subject) {
        TrainingPairs pairs = pairs(subject, true, true);
        TrainingPairs untouched = pairs(subject, true, true);
        Map<String, double[]> first = Minibatch.of(subject.objective(), pairs).written();
        Map<String, double[]> second = Minibatch.of(subject.objective(), pairs).written();
        first.forEach((name, numbers) ->
                assertThat(second.get(name)).as(name + ", asked twice").containsExactly(numbers));
        assertThat(pairs.data().values())
                .as("data")
                .containsExactly(untouched.data().values());
        assertThat(pairs.source().values())
                .as("source")
                .containsExactly(untouched.source().values());
        assertThat(pairs.t()).as("times").containsExactly(untouched.t());
    }

    private static void labels(ProgramSubject subject) {
        Minibatch batch = Minibatch.of(subject.objective(), pairs(subject, false, true));
        int[] given = batch.pairs().labels();
        for (int i = 0; i < ROWS; i++) {
            assertThat(batch.get("labels")[i]).as("label of row " + i).isEqualTo(given == null ? -1 : given[i]);
        }
        Graph loss = loss(subject, spec(subject, false, true));
        assertThat(loss.nodes().stream()
                        .filter(node -> node.kind() == Node.Kind.NETWORK)
                        .map(node -> node.args().get(2) != null))
                .as("whether a call of the network is given labels")
                .isNotEmpty()
                .containsOnly(true);
    }

    /** The loss and, where they are told, the rows' losses. */
    private static Graph loss(ProgramSubject subject, TrainingSpec spec) {
        ProgramBuilder program = new ProgramBuilder(
                subject.objective().inputs(spec), spec.network().headShapes());
        Value loss = subject.objective().loss(spec, program);
        return program.rowLosses().map(rows -> program.build(loss, rows)).orElseGet(() -> program.build(loss));
    }

    private static void weights(ProgramSubject subject) {
        double[] rows;
        Map<String, double[]> plain = values(subject, spec(subject, false, false));
        try (Specimen loss = compile(subject, spec(subject, false, false))) {
            List<double[]> outputs = loss.run(plain, ROWS);
            assertThat(outputs).as("the loss and the losses of the rows").hasSize(2);
            rows = outputs.get(1);
            assertThat(outputs.get(0)[0])
                    .as("the loss without weights")
                    .isCloseTo(mean(rows, null), within(1e-9 * (1 + Math.abs(mean(rows, null)))));
        }
        Map<String, double[]> weighted = values(subject, spec(subject, true, false));
        double expected = mean(rows, weighted.get("weight"));
        try (Specimen loss = compile(subject, spec(subject, true, false))) {
            assertThat(loss.run(weighted, ROWS).get(0)[0])
                    .as("the loss with weights")
                    .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
        }
    }

    private static double mean(double[] rows, double @Nullable [] weights) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += (weights == null ? 1 : weights[i]) * rows[i];
        }
        return sum / rows.length;
    }

    private static void gradient(ProgramSubject subject) {
        TrainingSpec spec = spec(subject, false, false);
        Map<String, double[]> values = values(subject, spec);
        Graph network = network(spec.network());
        ProgramBuilder program = new ProgramBuilder(
                subject.objective().inputs(spec), spec.network().headShapes());
        Graph loss = program.build(subject.objective().loss(spec, program));
        List<String> all = network.parameters().stream().map(p -> p.name()).toList();
        try (Specimen specimen = Lab.open().compile(network, loss, Precision.FLOAT64)) {
            assertThat(specimen.hasOwnDerivative()).as("an own reverse mode").isTrue();
            Map<String, double[]> own = specimen.gradient(Differentiation.OWN, values, ROWS, all);
            Map<String, double[]> torch = specimen.gradient(Differentiation.TORCH_AUTOGRAD, values, ROWS, all);
            own.forEach((name, numbers) ->
                    close(numbers, Objects.requireNonNull(torch.get(name)), 1e-9, name + ", against torch.autograd"));
            own.forEach((name, numbers) -> {
                if (name.endsWith("bias")) {
                    close(numbers, specimen.finiteDifferences(values, ROWS, name, STEP), 1e-5, name);
                }
            });
        }
    }

    private static void close(double[] actual, double[] expected, double tolerance, String what) {
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("derivative by " + what + ", " + i)
                    .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
        }
    }

    private static Specimen compile(ProgramSubject subject, TrainingSpec spec) {
        return Lab.open().compile(network(spec.network()), loss(subject, spec), Precision.FLOAT64);
    }

    private static Map<String, double[]> values(ProgramSubject subject, TrainingSpec spec) {
        Map<String, double[]> values =
                new LinkedHashMap<>(Minibatch.of(subject.objective(), pairs(subject, spec.weighted(), false))
                        .written());
        network(spec.network()).parameters().forEach(parameter -> {
            double[] numbers = new double[(int) parameter.shape().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = 0.5 * new RandomStreams(5).at(parameter.name(), 0).gaussian(i, 0);
            }
            values.put(parameter.name(), numbers);
        });
        return values;
    }

    /** A smooth network of two layers on [x, t], with every head that is asked for. */
    private static Graph network(NetworkSpec spec) {
        NetworkBuilder net = new NetworkBuilder(spec);
        Value h = net.tanh(net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), WIDTH));
        Value last = net.silu(net.linear("hidden", h, WIDTH));
        return net.build(spec.heads().stream()
                .map((Head head) -> net.reshape(
                        net.linear(head.name(), last, head.shape().size()),
                        head.shape().batched()))
                .toList());
    }
}
