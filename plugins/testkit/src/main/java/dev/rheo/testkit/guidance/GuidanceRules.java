package dev.rheo.testkit.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.sample.Field;
import dev.rheo.api.test.Lab;
import dev.rheo.testkit.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of guidance by a weight, on two linear fields in float32. A7 is that of the mathematical reference; GU1 … GU4
 * examine the rest of the contract.
 */
public final class GuidanceRules {
    private static final float[] STATE = {-1.5f, 0.25f, 2f};
    private static final double[] WEIGHTS = {-0.5, 0, 0.5, 1, 2, 7.5};
    private static final double ROUNDING = 1e-5;

    private GuidanceRules() {}

    public static List<Rule<GuidanceSubject>> all() {
        return List.of(
                new Rule<>(
                        "A7", "weight 1 is the conditional field, weight 0 the unconditional one", GuidanceRules::ends),
                new Rule<>("GU1", "the guided field is affine in the weight", GuidanceRules::affine),
                new Rule<>("GU2", "outside of its interval the conditional field is followed", GuidanceRules::interval),
                new Rule<>("GU3", "a field that does not count is not asked", GuidanceRules::thrift),
                new Rule<>("GU4", "the state is left as it is, and the result is the caller's", GuidanceRules::owned),
                new Rule<>("GU5", "the dropped labels are a fraction below 1", GuidanceRules::dropout));
    }

    private static final class Trial {
        private final AskedField conditional = new AskedField(1.5, 1);
        private final AskedField free = new AskedField(-0.5, 3);
        private final Field guided;

        Trial(GuidanceSubject subject, double weight) {
            guided = subject.weighted().apply(weight).guide(conditional, free);
        }

        float[] at(double t) {
            try (NDManager manager = Lab.open().arrays()) {
                return guided.at(manager.create(STATE), t).toFloatArray();
            }
        }

        void expect(double t, double weight) {
            float[] actual = at(t);
            for (int i = 0; i < STATE.length; i++) {
                double from = free.value(STATE[i], t);
                double expected = from + weight * (conditional.value(STATE[i], t) - from);
                assertThat((double) actual[i])
                        .as("at x = " + STATE[i] + ", t = " + t + ", weight " + weight)
                        .isCloseTo(expected, within(ROUNDING * (1 + Math.abs(expected))));
            }
        }
    }

    private static void ends(GuidanceSubject subject) {
        double t = subject.interval().middle();
        new Trial(subject, 1).expect(t, 1);
        new Trial(subject, 0).expect(t, 0);
    }

    /** Second differences of equally spaced weights vanish. */
    private static void affine(GuidanceSubject subject) {
        double t = subject.interval().middle();
        float[] one = new Trial(subject, 1.5).at(t);
        float[] two = new Trial(subject, 3.5).at(t);
        float[] three = new Trial(subject, 5.5).at(t);
        for (int i = 0; i < STATE.length; i++) {
            assertThat((double) one[i] - 2 * two[i] + three[i])
                    .as("second difference over the weights 1.5, 3.5, 5.5 at x = " + STATE[i])
                    .isCloseTo(0, within(ROUNDING * (1 + Math.abs(three[i]))));
        }
    }

    private static void interval(GuidanceSubject subject) {
        for (double t : outside(subject)) {
            new Trial(subject, 3.5).expect(t, 1);
            new Trial(subject, 0).expect(t, 1);
        }
    }

    private static void thrift(GuidanceSubject subject) {
        for (double weight : WEIGHTS) {
            Trial inside = new Trial(subject, weight);
            inside.at(subject.interval().middle());
            asked(inside, weight == 0 ? 0 : 1, weight == 1 ? 0 : 1, "inside, weight " + weight);
            for (double t : outside(subject)) {
                Trial beyond = new Trial(subject, weight);
                beyond.at(t);
                asked(beyond, 1, 0, "outside at t = " + t + ", weight " + weight);
            }
        }
    }

    private static void asked(Trial trial, int conditional, int free, String where) {
        assertThat(trial.conditional.times()).as("conditional field " + where).isEqualTo(conditional);
        assertThat(trial.free.times()).as("unconditional field " + where).isEqualTo(free);
    }

    private static List<Double> outside(GuidanceSubject subject) {
        List<Double> times = new ArrayList<>();
        double from = subject.interval().from();
        double to = subject.interval().to();
        if (from > 0) {
            times.addAll(List.of(0.0, from / 2, from - 1e-9));
        }
        if (to < 1) {
            times.addAll(List.of(to + 1e-9, (1 + to) / 2, 1.0));
        }
        return times;
    }

    private static void owned(GuidanceSubject subject) {
        for (double weight : WEIGHTS) {
            try (NDManager parent = Lab.open().arrays();
                    NDManager manager = parent.newSubManager()) {
                NDArray x = manager.create(STATE);
                NDArray result = new Trial(subject, weight)
                        .guided.at(x, subject.interval().middle());
                assertThat(result).as("the result, weight " + weight).isNotSameAs(x);
                assertThat(result.getManager()).as("the result's owner").isSameAs(manager);
                result.muli(0);
                assertThat(x.toFloatArray()).as("the state, weight " + weight).isEqualTo(STATE);
                assertThat(manager.getManagedArrays())
                        .as("arrays left beside state and result")
                        .hasSize(2);
            }
        }
    }

    private static void dropout(GuidanceSubject subject) {
        for (double weight : WEIGHTS) {
            assertThat(subject.weighted().apply(weight).labelDropout())
                    .as("weight " + weight)
                    .isBetween(0.0, Math.nextDown(1.0));
        }
    }
}
