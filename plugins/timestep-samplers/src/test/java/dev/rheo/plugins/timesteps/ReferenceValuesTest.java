package dev.rheo.plugins.timesteps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.Problems;
import java.util.ArrayList;
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
