package dev.rheo.testkit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.Prediction;
import dev.rheo.testkit.objective.Combination.Laws;
import java.util.List;
import java.util.Map;

/** Rules on what an objective writes into a minibatch. */
final class TargetRules {
    private static final int ROWS = 40;
    private static final int MANY = 40_000;
    private static final double STANDARD_ERRORS = 4;

    private TargetRules() {}

    static TrainingSpec spec(boolean weighted, boolean labelled) {
        NetworkSpec network = NetworkSpec.of(Shape.of(Minibatch.DIMENSION));
        return new TrainingSpec(labelled ? network.with(Labels.classes(Minibatch.CLASSES, false)) : network, weighted);
    }

    private static TrainingPairs pairs(ObjectiveSubject subject, boolean weighted, boolean labelled) {
        return Minibatch.pairs(subject.path(), ROWS, weighted, labelled);
    }

    /**
     * The loss of E[target | x_t] is E w(t) Var(target | x_t), eq. 4.2 of the reference, and moving that field either
     * way makes it worse. n = 40 000 rows of two coordinates; 4 standard errors, false alarms 6e-5, with fixed draws
     * none.
     */
    static void minimum(ObjectiveSubject subject) {
        Minibatch batch = Minibatch.of(subject, Minibatch.pairs(subject.path(), MANY, false, false));
        Laws laws = Laws.of(subject.path());
        double[] target = batch.get("target");
        double[] moved = new double[2];
        double[] excess = new double[MANY];
        double sum = 0;
        for (int i = 0; i < MANY; i++) {
            double t = batch.pairs().t()[i];
            Combination state = Combination.state(subject.path(), t);
            Combination wanted = subject.target(t);
            for (int k = i * Minibatch.DIMENSION; k < (i + 1) * Minibatch.DIMENSION; k++) {
                double x = subject.state(batch.get("xt")[k], t);
                double error = target[k] - wanted.expected(state, laws, x);
                excess[i] += batch.weight(i) * (error * error - wanted.remaining(state, laws)) / Minibatch.DIMENSION;
                for (int way = 0; way < 2; way++) {
                    double other = error + (way == 0 ? 0.3 : -0.3) * (1 + x);
                    moved[way] += batch.weight(i) * (other * other - error * error);
                }
            }
            sum += excess[i] / MANY;
        }
        assertThat(sum)
                .as("loss of the exact field above its irreducible value")
                .isCloseTo(0, within(STANDARD_ERRORS * standardError(excess, sum)));
        assertThat(moved[0]).as("change of the loss when the field moves up").isPositive();
        assertThat(moved[1]).as("change of the loss when the field moves down").isPositive();
    }

    private static double standardError(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum) / values.length;
    }

    /** The target is what its prediction names, and the path's reading turns it into the conditional velocity. */
    static void target(ObjectiveSubject subject) {
        assertThat(subject.objective().prediction()).as("prediction").isEqualTo(subject.prediction());
        Minibatch batch = Minibatch.of(subject, pairs(subject, false, false));
        GaussianPath path = subject.path();
        float[] xt = new float[ROWS * Minibatch.DIMENSION];
        float[] velocity = new float[xt.length];
        boolean ownNoise = path.noisy() && !path.oneSided();
        if (!ownNoise) {
            TrainingPairs pairs = batch.pairs();
            path.sample(new PathBatch(pairs.source(), pairs.data(), null, pairs.t()), xt, velocity);
        }
        for (int k = 0; k < xt.length; k++) {
            double t = batch.pairs().t()[k / Minibatch.DIMENSION];
            double x = subject.state(batch.get("xt")[k], t);
            double x1 = batch.pairs().data().values()[k];
            double x0 = batch.pairs().source().values()[k];
            double eps = ownNoise ? (x - path.a(t) * x1 - path.b(t) * x0) / path.s(t) : 0;
            double expected = subject.target(t).of(x1, x0, eps);
            same(batch.get("target")[k], expected, "target at t = " + t);
            if (!ownNoise) {
                Affine reading = path.read(subject.prediction(), Prediction.VELOCITY, t);
                same(
                        reading.apply(x, subject.prediction(x, batch.get("target")[k], t)),
                        velocity[k],
                        "velocity read at t = " + t);
            }
        }
    }

    /** To float32 rounding of terms that the readings may enlarge twentyfold. */
    private static void same(double actual, double expected, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-5 * (3 + Math.abs(expected))));
    }

    static void place(ObjectiveSubject subject) {
        Minibatch batch = Minibatch.of(subject, Minibatch.pairs(subject.path(), MANY, false, false));
        Laws laws = Laws.of(subject.path());
        double z2 = 0;
        double z = 0;
        for (int k = 0; k < MANY * Minibatch.DIMENSION; k++) {
            double t = batch.pairs().t()[k / Minibatch.DIMENSION];
            Combination state = Combination.state(subject.path(), t);
            double x = subject.state(batch.get("xt")[k], t);
            double standard = (x - state.mean(laws)) / Math.sqrt(state.covariance(state, laws));
            z += standard / (MANY * Minibatch.DIMENSION);
            z2 += standard * standard / (MANY * Minibatch.DIMENSION);
        }
        double n = MANY * Minibatch.DIMENSION;
        assertThat(z).as("mean of standardised x_t").isCloseTo(0, within(STANDARD_ERRORS / Math.sqrt(n)));
        assertThat(z2).as("mean square of standardised x_t").isCloseTo(1, within(STANDARD_ERRORS * Math.sqrt(2 / n)));
        for (int i = 0; i < MANY; i++) {
            assertThat(batch.get("t")[i]).as("time of row " + i).isEqualTo((double) (float)
                    subject.objective().preconditioning().time(batch.pairs().t()[i]));
        }
    }

    static void weights(ObjectiveSubject subject) {
        for (boolean given : new boolean[] {false, true}) {
            Minibatch batch = Minibatch.of(subject, pairs(subject, given, false));
            double[] ofPairs = batch.pairs().weights();
            for (int i = 0; i < ROWS; i++) {
                double expected = (ofPairs == null ? 1 : ofPairs[i])
                        * subject.weight().applyAsDouble(batch.pairs().t()[i]);
                assertThat(batch.weight(i))
                        .as("weight of row " + i + (given ? ", with weights of pairs" : ""))
                        .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
            }
        }
    }

    static void labels(ObjectiveSubject subject) {
        Minibatch batch = Minibatch.of(subject, pairs(subject, false, true));
        int[] given = batch.pairs().labels();
        for (int i = 0; i < ROWS; i++) {
            assertThat(batch.get("labels")[i]).as("label of row " + i).isEqualTo(given == null ? -1 : given[i]);
        }
    }

    /** Exactly the inputs that are declared are written, whole. */
    static void inputs(ObjectiveSubject subject) {
        for (boolean weighted : new boolean[] {false, true}) {
            for (boolean labelled : new boolean[] {false, true}) {
                List<InputSpec> declared = subject.objective().inputs(spec(weighted, labelled));
                Map<String, double[]> written = Minibatch.of(subject, pairs(subject, weighted, labelled))
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

    /** The same pairs give the same bits, and stay as they are. */
    static void pure(ObjectiveSubject subject) {
        TrainingPairs pairs = pairs(subject, true, true);
        TrainingPairs untouched = pairs(subject, true, true);
        Map<String, double[]> first = Minibatch.of(subject, pairs).written();
        Map<String, double[]> second = Minibatch.of(subject, pairs).written();
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

    /** A minibatch may have times at the ends, and one number that is not finite ruins the parameters. */
    static void finite(ObjectiveSubject subject) {
        TrainingPairs pairs = pairs(subject, true, false);
        double[] t = pairs.t().clone();
        t[0] = subject.path().domain().from();
        t[ROWS - 1] = subject.path().domain().to();
        TrainingPairs ends =
                new TrainingPairs(pairs.source(), pairs.data(), pairs.labels(), t, pairs.weights(), pairs.draws());
        Minibatch.of(subject, ends).written().forEach((name, numbers) -> {
            for (double number : numbers) {
                assertThat(number)
                        .as(name + " of a minibatch from t = " + t[0] + " to t = " + t[ROWS - 1])
                        .isFinite();
            }
        });
    }
}
