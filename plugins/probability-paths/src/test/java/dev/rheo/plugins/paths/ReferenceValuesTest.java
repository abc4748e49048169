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
import dev.rheo.plugins.paths.DdpmPath.Schedule;
import dev.rheo.plugins.paths.DiffusivityBridgePath.Profile;
import dev.rheo.plugins.paths.VePath.Form;
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
    void readingsStayClearOfAnEndWhereTheyAreAllButSingular() {
        // a(0) is 5e-5 on DDPM's cosine schedule, where the continuous one has 0; on the linear one it is 0.006.
        assertThat(ddpm(Schedule.COSINE).domain(Prediction.NOISE, Prediction.VELOCITY))
                .isEqualTo(new Interval(0.02, 1));
        assertThat(ddpm(Schedule.LINEAR).domain(Prediction.NOISE, Prediction.VELOCITY))
                .isEqualTo(Interval.UNIT);
        assertThat(VP.domain(Prediction.DATA, Prediction.VELOCITY)).isEqualTo(VP.domain());
        VePath strict = new VePath(new VePath.Config(0.01, 50, Form.STRICT, 1e-5));
        assertThat(strict.domain(Prediction.DATA, Prediction.VELOCITY).to()).isEqualTo(1 - 1e-5 - 0.02);
        assertThat(strict.domain(Prediction.NOISE, Prediction.VELOCITY)).isEqualTo(strict.domain());
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

    private static DdpmPath ddpm(Schedule schedule) {
        return new DdpmPath(new DdpmPath.Config(1000, schedule, 1e-4, 0.02));
    }

    private static double squared(double x) {
        return x * x;
    }

    @Test
    void ddpmKeepsFourPointZeroThreeSixTimesTenToTheMinusFiveOfTheDatumsVariance() {
        assertThat(squared(ddpm(Schedule.LINEAR).a(0))).isCloseTo(4.0358298e-5, within(1e-12));
        assertThat(squared(ddpm(Schedule.COSINE).a(0))).isCloseTo(2.4287669e-9, within(1e-16));
        assertThat(squared(ddpm(Schedule.QUADRATIC).a(0))).isCloseTo(7.3341246e-4, within(1e-11));
        // The continuous diffusion that it discretises keeps a little more.
        assertThat(squared(VP.a(0))).isCloseTo(4.3185749e-5, within(1e-12));
    }

    /** ᾱ_k as a plain product, with the β_i = (β_min + i/(N − 1) (β_max − β_min))/N of score_sde's VP discretisation. */
    @Test
    void ddpmPassesThroughEveryStepOfTheProduct() {
        DdpmPath path = ddpm(Schedule.LINEAR);
        double[] times = path.gridTimes();
        double product = 1;
        for (int i = 0; i < 1000; i++) {
            product *= 1 - (0.1 + i / 999.0 * 19.9) / 1000;
            double t = times[999 - i];
            assertThat(t).isCloseTo(1 - (i + 1) / 1000.0, within(1e-12));
            assertThat(squared(path.a(t))).as("ᾱ at step " + (i + 1)).isCloseTo(product, within(1e-12));
            assertThat(squared(path.s(t))).as("1 − ᾱ at step " + (i + 1)).isCloseTo(1 - product, within(1e-12));
        }
        assertThat(path.a(1)).isEqualTo(1);
        assertThat(path.s(1)).isZero();
    }

    @Test
    void ddpmCosineIsClippedInItsLastStepOnly() {
        DdpmPath path = ddpm(Schedule.COSINE);
        double[] times = path.gridTimes();
        assertThat(1 - squared(path.a(times[999]))).as("β_1").isCloseTo(4.128422482e-5, within(1e-14));
        assertThat(squared(path.a(times[0])) / squared(path.a(times[1])))
                .as("1 − β_K")
                .isCloseTo(0.001, within(1e-9));
        CosinePath continuous = new CosinePath(new CosinePath.Config(0.008, 1e-3));
        for (int j = 1; j < 1000; j++) {
            assertThat(path.a(times[j])).as("a at " + times[j]).isCloseTo(continuous.a(times[j]), within(1e-12));
        }
    }

    @Test
    void ddpmNeverTurnsBackBetweenItsSteps() {
        for (Schedule schedule : Schedule.values()) {
            DdpmPath path = ddpm(schedule);
            for (int i = 0; i <= 50_000; i++) {
                assertThat(path.wronskian(i / 50_000.0))
                        .as(schedule + " at t = " + i / 50_000.0)
                        .isPositive();
            }
        }
    }

    @Test
    void edmHasTheNoiseOfKarrasEquation5OnAUniformGrid() {
        EdmPath path = new EdmPath(new EdmPath.Config(0.002, 80, 7));
        double[] printed = {80, 57.586, 40.786, 28.375, 19.352, 12.910, 8.401, 5.315, 3.257, 1.923, 1.088};
        for (int i = 0; i < printed.length; i++) {
            assertThat(path.s(i / 17.0)).as("σ_" + i + " of 18").isCloseTo(printed[i], within(1e-3));
        }
        assertThat(path.s(1)).isCloseTo(0.002, within(1e-15));
        assertThat(path.sourceScale()).isCloseTo(80, within(1e-12));
    }

    @Test
    void edmVarianceOfTheDiffusionIsThatOfItsNaturalTime() {
        // With ρ = 1, σ = T τ up to the offset, and g² = 2 σ dσ/dτ.
        EdmPath path = new EdmPath(new EdmPath.Config(0.002, 80, 1));
        double sigma = 0.002 + 0.3 * (80 - 0.002);
        assertThat(path.s(0.7)).isCloseTo(sigma, within(1e-12));
        assertThat(path.diffusion(0.7)).isCloseTo(2 * sigma * (80 - 0.002), within(1e-8));
    }

    @Test
    void veHasTheTwoFormsOfPaperAndCode() {
        VePath code = new VePath(new VePath.Config(0.01, 50, Form.GEOMETRIC, 1e-5));
        VePath paper = new VePath(new VePath.Config(0.01, 50, Form.STRICT, 1e-5));
        for (double t : new double[] {0, 0.3, 0.8}) {
            double sigma = 0.01 * Math.pow(5000, 1 - t);
            assertThat(code.s(t)).isCloseTo(sigma, within(1e-9 * sigma));
            assertThat(squared(paper.s(t))).isCloseTo(sigma * sigma - 1e-4, within(1e-9 * sigma * sigma));
            // Song et al. 2021, eq. 30: g = σ_min r^τ √(2 ln r), of both.
            double g2 = 2 * sigma * sigma * Math.log(5000);
            assertThat(code.diffusion(t)).isCloseTo(g2, within(1e-9 * g2));
            assertThat(paper.diffusion(t)).isCloseTo(g2, within(1e-9 * g2));
        }
        assertThat(code.sourceScale()).isCloseTo(50, within(1e-12));
        assertThat(code.domain()).isEqualTo(Interval.UNIT);
        assertThat(paper.domain().to()).isEqualTo(1 - 1e-5);
    }

    /** np.geomspace(1, 0.01, 10), the levels of the first NCSN; σ_{i+1}/σ_i = 0.5995. */
    @Test
    void ncsnHasGeometricLevels() {
        NcsnPath path = new NcsnPath(new NcsnPath.Config(10, 0.01, 1));
        double[] levels = {
            1, 0.59948425, 0.35938137, 0.21544347, 0.12915497, 0.07742637, 0.04641589, 0.02782559, 0.01668101, 0.01
        };
        assertThat(path.gridTimes()).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(path.s(path.gridTimes()[i])).isCloseTo(levels[i], within(1e-8));
        }
    }

    @Test
    void subVpDiffusesAsSongsEquation13() {
        SubVpPath path = new SubVpPath(new SubVpPath.Config(new LinearRate(0.1, 20)));
        for (double t : new double[] {0, 0.4, 0.9}) {
            double tau = 1 - t;
            double beta = 0.1 + 19.9 * tau;
            double expected = beta * (1 - Math.exp(-2 * (0.1 * tau + 9.95 * tau * tau)));
            assertThat(path.diffusion(t)).isCloseTo(expected, within(1e-9 * beta));
        }
    }

    @Test
    void cosineIsNicholsEquation17() {
        CosinePath path = new CosinePath(new CosinePath.Config(0.008, 1e-3));
        for (double t : new double[] {0.1, 0.5, 0.95}) {
            double at = squared(Math.cos((1 - t + 0.008) / 1.008 * Math.PI / 2));
            double first = squared(Math.cos(0.008 / 1.008 * Math.PI / 2));
            assertThat(squared(path.a(t))).isCloseTo(at / first, within(1e-12));
        }
        assertThat(path.a(0)).isZero();
    }

    @Test
    void diffusivityBridgeIsTheSchroedingerBridgeWhereDiffusivityIsConstant() {
        GaussianPath plain = new SchroedingerBridgePath(new SchroedingerBridgePath.Config(0.7, 1e-3));
        for (Profile profile : Profile.values()) {
            GaussianPath path = new DiffusivityBridgePath(new DiffusivityBridgePath.Config(0.7, 0.7, profile, 1e-3));
            for (double t : new double[] {0.001, 0.4, 0.999}) {
                assertThat(path.a(t)).isCloseTo(plain.a(t), within(1e-12));
                assertThat(path.s(t)).isCloseTo(plain.s(t), within(1e-12));
                assertThat(path.ds(t)).isCloseTo(plain.ds(t), within(1e-9));
            }
        }
    }

    /** F = ∫ g² by the midpoint rule with 100 000 points, whose error is below 1e-9. */
    @Test
    void diffusivityBridgeIntegratesItsDiffusivity() {
        for (Profile profile : Profile.values()) {
            GaussianPath path = new DiffusivityBridgePath(new DiffusivityBridgePath.Config(1.2, 0.3, profile, 1e-3));
            double until = 0;
            double all = 0;
            for (int i = 0; i < 100_000; i++) {
                double t = (i + 0.5) / 100_000;
                double g2 =
                        profile == Profile.LINEAR ? 1.44 + (0.09 - 1.44) * t : squared(1.2 * Math.pow(0.3 / 1.2, t));
                all += g2 / 100_000;
                until += t < 0.4 ? g2 / 100_000 : 0;
            }
            assertThat(path.a(0.4)).isCloseTo(until / all, within(1e-8));
            assertThat(squared(path.s(0.4))).isCloseTo(until - until * until / all, within(1e-8));
        }
    }

    @Test
    void noiseThatDoesNotGrowIsRefused() {
        assertThat(errors(new VePath.Config(1, 1, Form.GEOMETRIC, 1e-5))).hasSize(1);
        assertThat(errors(new EdmPath.Config(2, 1, 7))).hasSize(1);
        assertThat(errors(new NcsnPath.Config(10, 2, 1))).hasSize(1);
        assertThat(errors(new NcsnPath.Config(10, 0.01, 1))).isEmpty();
    }

    @Test
    void ddpmWarnsOfALeakLikeVp() {
        assertThat(warnings(new DdpmPath.Config(1000, Schedule.LINEAR, 1e-4, 0.02)))
                .isEmpty();
        assertThat(warnings(new DdpmPath.Config(1000, Schedule.LINEAR, 1e-4, 1e-3)))
                .singleElement()
                .asString()
                .startsWith("76 % of the datum");
    }

    private static List<String> errors(ComponentConfig config) {
        List<String> errors = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                errors.add(problem);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                throw new AssertionError(problem);
            }
        });
        return errors;
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
