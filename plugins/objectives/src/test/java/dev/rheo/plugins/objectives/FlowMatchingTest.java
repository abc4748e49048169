package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.data.Points;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.objectives.FlowMatching.Predict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowMatchingTest {
    private static final RandomStreams RANDOM = new RandomStreams(8);

    /**
     * Independent N(0, 1) and N(0, 1) on the straight path: the exact field v = (2t − 1) x / (t² + (1 − t)²) has the loss
     * π/2 per dimension, not 0 (n = 100 000; the standard error is below 0.01, four of them are allowed).
     */
    @Test
    void aPerfectlyTrainedModelPlateausAtHalfPi() {
        int n = 100_000;
        Map<String, float[]> batch = new HashMap<>();
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = (i + 0.5) / n;
        }
        FlowMatching objective = new FlowMatching(config(Predict.VELOCITY), new Paths.Straight());
        objective.fill(
                new TrainingPairs(normals("source", n), normals("data", n), null, t, null, RANDOM.at("noise", 0)),
                new MinibatchWriter() {
                    @Override
                    public void floats(String input, float[] values) {
                        batch.put(input, values);
                    }

                    @Override
                    public void integers(String input, int[] values) {
                        throw new AssertionError("no labels were given");
                    }
                });
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double exact = (2 * t[i] - 1) / (t[i] * t[i] + (1 - t[i]) * (1 - t[i])) * batch.get("xt")[i];
            loss += Math.pow(exact - batch.get("target")[i], 2) / n;
        }
        assertThat(loss).isCloseTo(Math.PI / 2, within(0.04));
    }

    private static Points normals(String purpose, int n) {
        float[] values = new float[n];
        RANDOM.at(purpose, 0).gaussians(0, n, 1, values, 0);
        return new Points(values, n, 1);
    }

    @Test
    void velocityIsPredictedOnAnyPath() {
        assertThat(config(Predict.VELOCITY).traits().required()).isEmpty();
    }

    @Test
    void noiseNeedsAPathWhoseNoiseIsItsSource() {
        assertThat(config(Predict.NOISE).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_ONE_SIDED);
    }

    @Test
    void dataNeedsAPathWhoseEndpointsOnePredictionDetermines() {
        assertThat(config(Predict.DATA).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_ENDPOINTS);
    }

    @Test
    void vNeedsTheCoefficientsOfAOneSidedPath() {
        assertThat(config(Predict.V).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_ONE_SIDED, TraitNames.PATH_GAUSSIAN);
    }

    @Test
    void scoreNeedsNoiseThatIsIndependentOfTheDatum() {
        assertThat(config(Predict.SCORE).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_SCORE, TraitNames.PATH_GAUSSIAN);
    }

    @Test
    void sourceNeedsTwoEndpointsAndNothingElse() {
        assertThat(config(Predict.SOURCE).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_ENDPOINTS, TraitNames.PATH_TWO_SIDED);
    }

    /** Weighted by s², the loss of a score is that of the noise −s out, with finite numbers up to s = 0. */
    @Test
    void theLossOfAScoreIsThatOfTheNoiseItStandsFor() {
        double[] t = {0, 0.4, 0.999, 1};
        Map<String, float[]> scores = fill(Predict.SCORE, t);
        Map<String, float[]> noise = fill(Predict.NOISE, t);
        Paths.Trigonometric path = new Paths.Trigonometric();
        for (int i = 0; i < t.length; i++) {
            double s = path.s(t[i]);
            double out = 0.3;
            double ofScore = scores.get("weight")[i] * Math.pow(out - scores.get("target")[i], 2);
            double ofNoise = s == 0 ? 0 : Math.pow(-s * out - noise.get("target")[i], 2);
            assertThat(ofScore).as("t = " + t[i]).isCloseTo(ofNoise, within(1e-5 * (1 + ofNoise)));
        }
    }

    private static Map<String, float[]> fill(Predict predict, double[] t) {
        Map<String, float[]> batch = new HashMap<>();
        new FlowMatching(config(predict), new Paths.Trigonometric())
                .fill(
                        new TrainingPairs(
                                normals("source", t.length),
                                normals("data", t.length),
                                null,
                                t,
                                null,
                                RANDOM.at("noise", 0)),
                        new MinibatchWriter() {
                            @Override
                            public void floats(String input, float[] values) {
                                batch.put(input, values);
                            }

                            @Override
                            public void integers(String input, int[] values) {
                                throw new AssertionError("no labels were given");
                            }
                        });
        return batch;
    }

    @Test
    void theModelHasTheViewsThatThePathLetsItRead() {
        assertThat(config(Predict.VELOCITY).traits().provided())
                .extracting(Provision::trait, Provision::conditions)
                .containsExactly(
                        tuple(TraitNames.DYNAMICS_VELOCITY, List.of()),
                        tuple(TraitNames.DYNAMICS_DIVERGENCE, List.of()),
                        tuple(TraitNames.DYNAMICS_DENOISED, List.of(TraitNames.PATH_ENDPOINTS)),
                        tuple(TraitNames.DYNAMICS_SCORE, List.of(TraitNames.PATH_SCORE)),
                        tuple(TraitNames.OBJECTIVE_LEGS, List.of()));
    }

    private static FlowMatching.Config config(Predict predict) {
        return new FlowMatching.Config(predict, Weighting.USUAL, 5);
    }
}
