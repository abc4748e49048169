package dev.rheo.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Lab.Precision;
import dev.rheo.api.test.Specimen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rules on a network as a function of x, t and labels, computed in float64. */
final class FunctionRules {
    private static final int BATCH = 6;

    /** Far above rounding, far below any dependence worth having. */
    private static final double SEEN = 1e-6;

    private FunctionRules() {}

    /** Runs a check on every network of the subject. */
    private static void onEach(NetworkSubject subject, Check check) {
        for (NetworkSpec spec : subject.supported()) {
            Trial trial = new Trial(subject, spec);
            try (Specimen specimen = Lab.open().compile(trial.graph(), Precision.FLOAT64)) {
                check.examine(spec, trial, specimen);
            }
        }
    }

    private interface Check {
        void examine(NetworkSpec spec, Trial trial, Specimen specimen);
    }

    static void startsAtZero(NetworkSubject subject) {
        onEach(subject, (spec, trial, specimen) -> {
            for (double[] head : specimen.run(Trial.join(trial.initialParameters(), trial.inputs(BATCH)), BATCH)) {
                assertThat(head).as("output before the first step, " + spec).containsOnly(0.0);
            }
        });
    }

    static void time(NetworkSubject subject) {
        onEach(subject, (spec, trial, specimen) -> {
            Map<String, double[]> values = Trial.join(trial.parameters(), trial.inputs(1));
            double[] early = all(specimen, with(values, "t", 0.2));
            double[] late = all(specimen, with(values, "t", 0.7));
            assertThat(distance(early, late))
                    .as("change of the output from t = 0.2 to t = 0.7, " + spec)
                    .isGreaterThan(SEEN);
        });
    }

    /** Of labels, conditions and tokens. */
    static void labels(NetworkSubject subject) {
        onEach(subject, (spec, trial, specimen) -> {
            Map<String, double[]> values = Trial.join(trial.parameters(), trial.inputs(1));
            conditions(spec, values, specimen);
            tokens(spec, values, specimen);
            if (spec.labels() instanceof Labels.Classes classes) {
                for (int label = 1; label < classes.rows(); label++) {
                    double[] before = all(specimen, with(values, "labels", label - 1.0));
                    double[] after = all(specimen, with(values, "labels", label));
                    assertThat(distance(before, after))
                            .as("change of the output from label " + (label - 1) + " to " + label + ", " + spec)
                            .isGreaterThan(SEEN);
                }
            }
        });
    }

    private static void conditions(NetworkSpec spec, Map<String, double[]> values, Specimen specimen) {
        for (int k = 0; k < spec.conditions(); k++) {
            double[] given = Trial.numbers(values, "conditions").clone();
            double[] before = all(specimen, values);
            given[k] += 1;
            double[] after = all(specimen, Trial.join(values, Map.of("conditions", given)));
            assertThat(distance(before, after))
                    .as("change of the output with condition " + k + ", " + spec)
                    .isGreaterThan(SEEN);
        }
    }

    private static void tokens(NetworkSpec spec, Map<String, double[]> values, Specimen specimen) {
        for (int k = 0; k < spec.tokens().length(); k++) {
            double[] given = Trial.numbers(values, "tokens").clone();
            double[] before = all(specimen, values);
            given[k] = (given[k] + 1) % spec.tokens().rows();
            double[] after = all(specimen, Trial.join(values, Map.of("tokens", given)));
            assertThat(distance(before, after))
                    .as("change of the output with the token in place " + k + ", " + spec)
                    .isGreaterThan(SEEN);
        }
    }

    /** Float64 sums may be taken in another order, which leaves 1e-12. */
    static void rows(NetworkSubject subject) {
        onEach(subject, (spec, trial, specimen) -> {
            Map<String, double[]> inputs = trial.inputs(BATCH);
            List<double[]> together = specimen.run(Trial.join(trial.parameters(), inputs), BATCH);
            for (int row = 0; row < BATCH; row++) {
                List<double[]> alone = specimen.run(Trial.join(trial.parameters(), trial.row(inputs, BATCH, row)), 1);
                for (int head = 0; head < together.size(); head++) {
                    int size = alone.get(head).length;
                    double[] part = Arrays.copyOfRange(together.get(head), row * size, (row + 1) * size);
                    assertThat(alone.get(head))
                            .as("row " + row + " alone and in a batch, " + spec)
                            .containsExactly(part, within(1e-10));
                }
            }
        });
    }

    static void finite(NetworkSubject subject) {
        onEach(subject, (spec, trial, specimen) -> {
            Map<String, double[]> values = Trial.join(trial.parameters(), trial.inputs(1));
            double[] x = Trial.numbers(values, "x");
            for (double scale : new double[] {0, 1, 100}) {
                for (double t : new double[] {0, 1}) {
                    double[] scaled =
                            Arrays.stream(x).map(number -> scale * number).toArray();
                    Map<String, double[]> there = with(values, "t", t);
                    there.put("x", scaled);
                    for (double number : all(specimen, there)) {
                        assertThat(number)
                                .as("output at " + scale + " x, t = " + t + ", " + spec)
                                .isFinite();
                    }
                }
            }
        });
    }

    private static Map<String, double[]> with(Map<String, double[]> values, String name, double number) {
        return Trial.join(values, Map.of(name, new double[] {number}));
    }

    /** All heads of one row. */
    private static double[] all(Specimen specimen, Map<String, double[]> values) {
        return specimen.run(values, 1).stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double distance(double[] x, double[] y) {
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
        return largest;
    }
}
