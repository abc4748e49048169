package dev.rheo.plugins.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.time.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paths against numbers and forms that the papers print. */
class ReferenceValuesTest {
    private static final VpPath VP = new VpPath(vp(0.1, 20));

    @Test
    void vpLeaksTheDatumByExpOfMinusFivePointZeroTwoFive() {
        assertThat(VP.a(0)).isCloseTo(Math.exp(-5.025), within(1e-15));
    }

    @Test
    void vpDiffusesWithRateBeta() {
        for (double t : new double[] {0, 0.3, 0.7, 0.999}) {
            double beta = 20 - 19.9 * t;
            assertThat(VP.diffusion(t)).isCloseTo(beta, within(1e-9 * beta));
        }
    }

    @Test
    void vpVelocityIsLipmansEquation19() {
        double x = 0.4;
        double x1 = -1.1;
        for (double t : new double[] {0.1, 0.5, 0.9}) {
            double tau = 1 - t;
            double integral = 0.1 * tau + 19.9 * tau * tau / 2;
            double beta = 0.1 + 19.9 * tau;
            double expected =
                    -beta / 2 * (Math.exp(-integral) * x - Math.exp(-integral / 2) * x1) / (1 - Math.exp(-integral));
            assertThat(VP.conditionalVelocity(x, 0, x1, t)).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void vpKeepsItsNoiseAccurateNextToTheData() {
        // s² = 1 − exp(−B) with B = 9.3e-11 at τ = 2⁻³⁰; taken as a difference it would keep five digits.
        double tau = 0x1.0p-30;
        double integral = 0.1 * tau + 9.95 * tau * tau;
        double expected = Math.sqrt(integral - integral * integral / 2);
        assertThat(VP.s(1 - tau)).isCloseTo(expected, within(1e-14 * expected));
    }

    @Test
    void condOtVelocityIsLipmansEquation21() {
        CondOtPath path = new CondOtPath(new CondOtPath.Config(0.05));
        double expected = (-1.1 - 0.95 * 0.4) / (1 - 0.95 * 0.3);
        assertThat(path.conditionalVelocity(0.4, 0, -1.1, 0.3)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void bridgeVelocityIsTongsEquation() {
        GaussianPath path = new SchroedingerBridgePath(new SchroedingerBridgePath.Config(0.7, 1e-3));
        double t = 0.2;
        double mean = 0.2 * 1.5 - 0.8 * 0.5;
        double expected = (1 - 2 * t) / (2 * t * (1 - t)) * (0.9 - mean) + 1.5 + 0.5;
        assertThat(path.conditionalVelocity(0.9, -0.5, 1.5, t)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void endpointsOfTheStraightPathAreReadByExtrapolation() {
        GaussianPath path = new LinearPath(new LinearPath.Config(0));
        assertThat(path.read(Prediction.VELOCITY, Prediction.DATA, 0.3)).isEqualTo(new Affine(1, 0.7));
        assertThat(path.read(Prediction.VELOCITY, Prediction.SOURCE, 0.3)).isEqualTo(new Affine(1, -0.3));
    }

    @Test
    void readingsStayClearOfTheEndWhereTheyAreSingular() {
        GaussianPath path = new CondOtPath(new CondOtPath.Config(0));
        assertThat(path.domain(Prediction.VELOCITY, Prediction.DATA)).isEqualTo(Interval.UNIT);
        assertThat(path.domain(Prediction.NOISE, Prediction.VELOCITY)).isEqualTo(new Interval(0.02, 1));
        assertThat(path.domain(Prediction.DATA, Prediction.VELOCITY)).isEqualTo(new Interval(0, 1 - 0.02));
        assertThat(new CondOtPath(new CondOtPath.Config(0.01)).domain(Prediction.DATA, Prediction.VELOCITY))
                .isEqualTo(Interval.UNIT);
    }

    @Test
    void samplingBeginsWithTheNoiseOfThePathsBeginning() {
        assertThat(new VpPath(vp(0.1, 20)).sourceScale()).isCloseTo(0.99997841, within(1e-8));
        assertThat(new CondOtPath(new CondOtPath.Config(0.1)).sourceScale()).isEqualTo(1);
        assertThat(new LinearPath(new LinearPath.Config(0.1)).sourceScale()).isEqualTo(1);
    }

    @Test
    void scoreOfAOneSidedPathHangsOnTheCoupling() {
        assertThat(new CondOtPath.Config(0).traits().provided())
                .filteredOn(provision -> provision.trait().equals(TraitNames.PATH_SCORE))
                .extracting(Provision::conditions)
                .containsExactly(List.of(TraitNames.COUPLING_INDEPENDENT, TraitNames.SOURCE_GAUSSIAN));
    }

    @Test
    void bridgeWarnsBesideCouplingsThatAreNotEntropic() {
        assertThat(new SchroedingerBridgePath.Config(1, 1e-3).traits().discouraged())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.COUPLING_INDEPENDENT, TraitNames.COUPLING_EXACT_OT);
    }

    @Test
    void vpWarnsOfALeakThatSamplingWouldNotForgive() {
        assertThat(warnings(vp(0.1, 20))).isEmpty();
        assertThat(warnings(vp(0.1, 2)))
                .containsExactly("59 % of the datum is still present at t = 0, where sampling starts from pure noise");
    }

    private static VpPath.Config vp(double betaMin, double betaMax) {
        return new VpPath.Config(new LinearRate(betaMin, betaMax), 1e-3);
    }

    private static List<String> warnings(ComponentConfig config) {
        List<String> warnings = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                throw new AssertionError(problem);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                warnings.add(problem);
            }
        });
        return warnings;
    }
}
