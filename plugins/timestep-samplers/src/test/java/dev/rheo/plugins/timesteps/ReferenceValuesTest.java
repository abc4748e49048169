package dev.rheo.plugins.timesteps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.Problems;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceValuesTest {
    private final LogitNormalTimesteps logitNormal =
            new LogitNormalTimesteps(new LogitNormalTimesteps.Config(0.5, 0.8));

    @Test
    void logitNormalIsThatOfScipy() {
        // norm.cdf and norm.pdf of (logit(t) − 0.5)/0.8, the latter over 0.8 t (1 − t); expit(0.5 + 0.8 norm.ppf(u))
        assertThat(logitNormal.cumulative(0.1)).isCloseTo(0.00037375850501450864, within(1e-14));
        assertThat(logitNormal.density(0.1)).isCloseTo(0.01884591542642302, within(1e-13));
        assertThat(logitNormal.cumulative(0.5)).isCloseTo(0.26598552904870054, within(1e-14));
        assertThat(logitNormal.density(0.5)).isCloseTo(1.6408048427518753, within(1e-13));
        assertThat(logitNormal.cumulative(0.9)).isCloseTo(0.9830614172863291, within(1e-14));
        assertThat(logitNormal.density(0.9)).isCloseTo(0.5837422917868608, within(1e-13));
        assertThat(logitNormal.quantile(0.01)).isCloseTo(0.20406510629607513, within(1e-14));
        assertThat(logitNormal.quantile(0.5)).isCloseTo(0.6224593312018546, within(1e-14));
        assertThat(logitNormal.quantile(0.99)).isCloseTo(0.9138107709524175, within(1e-14));
    }

    @Test
    void positiveMeanMovesTrainingTowardsTheData() {
        assertThat(logitNormal.quantile(0.5)).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-15));
        assertThat(logitNormal.density(0.7)).isGreaterThan(logitNormal.density(0.3));
    }

    @Test
    void meanIsMinusTheLocationOfStableDiffusion3() {
        // Its density at τ = 1 − t with location m: 1/(s √(2π) τ (1 − τ)) exp(−(logit τ − m)²/(2 s²)).
        double m = -0.5;
        double tau = 0.35;
        double logit = Math.log(tau / (1 - tau));
        double expected =
                Math.exp(-(logit - m) * (logit - m) / (2 * 0.64)) / (0.8 * Math.sqrt(2 * Math.PI) * tau * (1 - tau));
        assertThat(logitNormal.density(1 - tau)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void logitNormalVanishesAtTheEnds() {
        assertThat(logitNormal.density(0)).isZero();
        assertThat(logitNormal.density(1)).isZero();
        assertThat(logitNormal.cumulative(0)).isZero();
        assertThat(logitNormal.cumulative(1)).isEqualTo(1);
        assertThat(logitNormal.quantile(0)).isZero();
        assertThat(logitNormal.quantile(1)).isEqualTo(1);
    }

    @Test
    void modeIsThatOfThePaper() {
        // brentq on τ = 1 − u − s (cos²(πu/2) − 1 + u), s = 1.29; density 1/|dτ/du|; the law is symmetric
        TimestepSampler mode = Samplers.mode(1.29);
        assertThat(mode.cumulative(0.2)).isCloseTo(0.1015481134118178, within(1e-12));
        assertThat(mode.density(0.2)).isCloseTo(0.6044249589515268, within(1e-12));
        assertThat(mode.cumulative(0.9)).isCloseTo(0.953306913530058, within(1e-12));
        assertThat(mode.density(0.5)).isCloseTo(3.792580173198664, within(1e-12));
        assertThat(mode.density(0)).isCloseTo(1 / 2.29, within(1e-14));
        assertThat(mode.density(1)).isCloseTo(1 / 2.29, within(1e-14));
        assertThat(Samplers.mode(0).quantile(0.3)).isEqualTo(0.3);
    }

    @Test
    void cosMapIsThatOfThePaper() {
        // 2/π atan2(t, 1 − t); 2/(π − 2πt + 2πt²)
        TimestepSampler cosMap = new CosMapTimesteps();
        assertThat(cosMap.cumulative(0.2)).isCloseTo(0.15595826075473868, within(1e-15));
        assertThat(cosMap.density(0.2)).isCloseTo(0.9362055475993845, within(1e-14));
        assertThat(cosMap.quantile(0.7422378831816868)).isCloseTo(0.7, within(1e-14));
        assertThat(cosMap.density(0.7)).isCloseTo(1.0976202971854851, within(1e-14));
    }

    @Test
    void betaIsThatOfScipy() {
        assertThat(Samplers.beta(1, 1.5).cumulative(0.3)).isCloseTo(0.4143379814261471, within(1e-13));
        assertThat(Samplers.beta(1, 1.5).density(0.3)).isCloseTo(1.2549900398011127, within(1e-12));
        assertThat(Samplers.beta(1, 1.5).quantile(0.7)).isCloseTo(0.5518595253442835, within(1e-13));
        assertThat(Samplers.beta(2.5, 0.7).cumulative(0.3)).isCloseTo(0.029814024845250465, within(1e-13));
        assertThat(Samplers.beta(2.5, 0.7).density(0.3)).isCloseTo(0.2568913584684729, within(1e-12));
        assertThat(Samplers.beta(2.5, 0.7).quantile(0.7)).isCloseTo(0.9294990920467531, within(1e-13));
        assertThat(Samplers.beta(0.3, 40).cumulative(0.01)).isCloseTo(0.7757445280124585, within(1e-13));
        assertThat(Samplers.beta(0.3, 40).density(0.01)).isCloseTo(17.113926652678156, within(1e-10));
        assertThat(Samplers.beta(0.3, 40).quantile(0.7)).isCloseTo(0.006449666022869406, within(1e-14));
    }

    @Test
    void betasAndModesDefaultsLeanAsTheirPapersSay() {
        assertThat(Samplers.beta(1, 1.5).quantile(0.5)).isLessThan(0.5); // towards the source
        assertThat(Samplers.mode(-0.5).density(0.01))
                .isGreaterThan(Samplers.mode(-0.5).density(0.5)); // towards both ends
    }

    @Test
    void discreteTimesAreThoseOfAChainOfKSteps() {
        assertThat(Samplers.discrete(4).atoms()).containsExactly(0, 0.25, 0.5, 0.75);
        assertThat(Samplers.discrete(4).density(0.75)).isEqualTo(0.25);
        assertThat(Samplers.discrete(4).density(1)).isZero();
    }

    @Test
    void theShiftIsThatOfThePaperWithTimeReversed() {
        TimestepSampler shifted = new ShiftedTimesteps(Samplers.uniform(), 3);
        double tau = 0.4;
        assertThat(shifted.quantile(1 - tau)).isCloseTo(1 - 3 * tau / (1 + 2 * tau), within(1e-15));
    }

    @Test
    void aShiftedLogitNormalIsALogitNormalWithAnotherMean() {
        // Its location in the paper's time grows by ln A, so the mean falls by it.
        TimestepSampler shifted = new ShiftedTimesteps(logitNormal, 3);
        TimestepSampler other = Samplers.logitNormal(0.5 - Math.log(3), 0.8);
        for (double t : new double[] {0.1, 0.4, 0.8}) {
            assertThat(shifted.cumulative(t)).isCloseTo(other.cumulative(t), within(1e-14));
            assertThat(shifted.density(t)).isCloseTo(other.density(t), within(1e-13));
        }
    }

    @Test
    void antitheticRowsAreMirrorImages() {
        double[] u = new double[5];
        new AntitheticTimesteps(Samplers.uniform()).uniforms(new RandomStreams(3).at("time", 0), 0, u);
        assertThat(u[1]).isEqualTo(1 - u[0]);
        assertThat(u[3]).isEqualTo(1 - u[2]);
        assertThat(u[4]).isStrictlyBetween(0.0, 1.0);
    }

    @Test
    void stratifiedRowsFillEveryStratumOnce() {
        for (StratifiedTimesteps.Offsets offsets : StratifiedTimesteps.Offsets.values()) {
            double[] u = new double[32];
            new StratifiedTimesteps(Samplers.uniform(), offsets).uniforms(new RandomStreams(3).at("time", 0), 0, u);
            assertThat(Arrays.stream(u).mapToInt(x -> (int) (32 * x)).distinct().count())
                    .isEqualTo(32);
        }
    }

    @Test
    void vanDerCorputBisectsAndKroneckerStepsByTheRootOfTwo() {
        double[] u = new double[4];
        new VanDerCorputTimesteps(Samplers.uniform()).uniforms(new RandomStreams(3).at("time", 0), 0, u);
        assertThat((u[1] - u[0] + 1) % 1).isCloseTo(0.5, within(1e-12));
        assertThat((u[2] - u[0] + 1) % 1).isCloseTo(0.25, within(1e-12));
        assertThat((u[3] - u[0] + 1) % 1).isCloseTo(0.75, within(1e-12));
        new KroneckerTimesteps(Samplers.uniform()).uniforms(new RandomStreams(3).at("time", 0), 0, u);
        assertThat((u[3] - u[0] + 1) % 1).isCloseTo((3 * Math.sqrt(2)) % 1, within(1e-12));
    }

    @Test
    void uniformRefusesAnEmptyRange() {
        List<String> errors = new ArrayList<>();
        Problems problems = new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                errors.add(option + ": " + problem);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                throw new AssertionError(problem);
            }
        };
        new UniformTimesteps.Config(0.2, 0.8).check(problems);
        assertThat(errors).isEmpty();
        new UniformTimesteps.Config(0.8, 0.2).check(problems);
        assertThat(errors).containsExactly("from: no time lies between from = 0.8 and to = 0.2");
    }
}
