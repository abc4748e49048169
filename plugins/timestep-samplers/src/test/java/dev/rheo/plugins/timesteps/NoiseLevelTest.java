package dev.rheo.plugins.timesteps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Samplers of noise levels σ = s/a, on the path of the experiment. */
class NoiseLevelTest {
    private static final double LAST = 1 - 1e-5;

    @Test
    void onTheStraightPathEdmsLawIsLogitNormalWithTheSignTurned() {
        TimestepSampler edm = Samplers.edm(OneSided.straight());
        TimestepSampler logitNormal = Samplers.logitNormal(1.2, 1.2);
        for (double t : new double[] {0.05, 0.3, 0.7, 0.95}) {
            assertThat(edm.cumulative(t)).isCloseTo(logitNormal.cumulative(t), within(1e-13));
            assertThat(edm.density(t)).isCloseTo(logitNormal.density(t), within(1e-12));
        }
        // norm.sf of (ln σ + 1.2)/1.2 at σ = (1 − t)/t
        assertThat(edm.cumulative(0.2)).isCloseTo(0.01557132183793675, within(1e-13));
        assertThat(edm.cumulative(0.95)).isCloseTo(0.9269851329246849, within(1e-13));
        assertThat(edm.quantile(0.5)).isCloseTo(1 / (1 + Math.exp(-1.2)), within(1e-13));
    }

    @Test
    void theyNeedAOneSidedPathAlsoInsideOfAnother() {
        ComponentConfig inner = new ScoreFlowTimesteps.Config(0, 1);
        ComponentRef<TimestepSampler> of = new ComponentRef<>(TimestepSampler.class, "score-flow", inner);
        List<ComponentConfig> all = List.of(
                inner,
                new EdmLogNormalTimesteps.Config(-1.2, 1.2),
                new IctLogNormalTimesteps.Config(11, 0.002, 80, 7, -1.1, 2),
                new ShiftedTimesteps.Config(3, of),
                new StratifiedTimesteps.Config(of, StratifiedTimesteps.Offsets.SHARED),
                new Evened.Config(of));
        assertThat(all).allSatisfy(config -> assertThat(config.traits().required())
                .extracting(Traits.Demand::trait)
                .containsExactly(TraitNames.PATH_ONE_SIDED, TraitNames.PATH_GAUSSIAN));
    }

    @Test
    void theyCanBeBuiltOnAnyPathSoThatTheTraitIsWhatRefuses() {
        ProbabilityPath twoSided = OneSided.straight().startingFromData();
        assertThatCode(() -> Samplers.scoreFlow(0, 1, twoSided)).doesNotThrowAnyException();
        assertThatCode(() -> Samplers.edm(twoSided)).doesNotThrowAnyException();
        assertThat(Samplers.ict(11, twoSided).atoms()).isEmpty();
    }

    @Test
    void edmsLawIsTruncatedToTheLevelsOfAnExplodingPath() {
        // norm(−1.2, 1.2) of ln σ between ln 0.01 and ln 50, σ = 0.01 · 5000^(1 − t)
        TimestepSampler edm = Samplers.edm(OneSided.ve());
        assertThat(edm.cumulative(0.3)).isCloseTo(0.016583706171369113, within(1e-13));
        assertThat(edm.cumulative(0.7)).isCloseTo(0.7623639954781394, within(1e-13));
        assertThat(edm.density(0.3)).isCloseTo(0.2932077948472616, within(1e-12));
        assertThat(edm.density(0.7)).isCloseTo(2.2083303279668764, within(1e-12));
        assertThat(edm.cumulative(0)).isZero();
        assertThat(edm.cumulative(1)).isEqualTo(1);
        assertThat(edm.weighting()).isEqualTo(Weighting.REWEIGHTS);
    }

    @Test
    void scoreFlowHasTheClosedFormInverseOfVp() {
        // τ = (−0.1 + √(0.01 + 2 · 19.9 B))/19.9 with B = log1p(exp(y)), y = Z u + G(1e-5); here u counts from the data
        TimestepSampler vp = Samplers.scoreFlow(0, LAST, OneSided.vp(false));
        assertThat(vp.quantile(0.9)).isCloseTo(1 - 0.00010770140347459277, within(1e-12));
        assertThat(vp.quantile(0.5)).isCloseTo(1 - 0.11442144872953758, within(1e-10));
        assertThat(vp.quantile(0.1)).isCloseTo(1 - 0.8726276587642362, within(1e-10));
        // τ as above with B = 2 asinh(exp(y/2)/2)
        TimestepSampler sub = Samplers.scoreFlow(0, LAST, OneSided.vp(true));
        assertThat(sub.quantile(0.9)).isCloseTo(1 - 6.543369468483144e-05, within(1e-12));
        assertThat(sub.quantile(0.5)).isCloseTo(1 - 0.030550228368014517, within(1e-10));
        assertThat(sub.quantile(0.1)).isCloseTo(1 - 0.7898073753227834, within(1e-10));
    }

    @Test
    void scoreFlowsDensityIsTheLikelihoodsWeightOverItsIntegral() {
        OneSided vp = OneSided.vp(false);
        OneSided sub = OneSided.vp(true);
        for (double t : new double[] {0.1, 0.5, 0.9, 0.999}) {
            double ofVp = vp.diffusion(t) / (vp.s(t) * vp.s(t));
            double ofSub = sub.diffusion(t) / (sub.s(t) * sub.s(t));
            assertThat(Samplers.scoreFlow(0, LAST, vp).density(t))
                    .isCloseTo(ofVp / 23.864472365469524, within(1e-8 * ofVp));
            assertThat(Samplers.scoreFlow(0, LAST, sub).density(t))
                    .isCloseTo(ofSub / 37.67894573193405, within(1e-8 * ofSub));
        }
        assertThat(Samplers.scoreFlow(0, LAST, vp).weighting()).isEqualTo(Weighting.IMPORTANCE);
    }

    @Test
    void scoreFlowIsUniformOnAnExplodingPath() {
        TimestepSampler ve = Samplers.scoreFlow(0, 1, OneSided.ve());
        assertThat(ve.quantile(0.37)).isCloseTo(0.37, within(1e-12));
        assertThat(ve.density(0.37)).isCloseTo(1, within(1e-12));
    }

    @Test
    void scoreFlowSaysWhichEndHasToBeCutOff() {
        assertThatThrownBy(() -> Samplers.scoreFlow(0, LAST, OneSided.straight()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("infinite or zero at from = 0.0");
        assertThatThrownBy(() -> Samplers.scoreFlow(1e-5, 1, OneSided.straight()))
                .hasMessageContaining("infinite or zero at to = 1.0");
    }

    @Test
    void ictsLevelsHaveTheMassOfTheLogNormalUpToTheNext() {
        TimestepSampler ict = Samplers.ict(11, OneSided.straight());
        double[] t = ict.atoms();
        assertThat(t).hasSize(10);
        // scipy: erf((ln σ_{i+1} + 1.1)/(2 √2)) − erf((ln σ_i + 1.1)/(2 √2)), normalised; t = 1/(1 + σ_i)
        assertThat(t[9]).isCloseTo(1 / 1.002, within(1e-12));
        assertThat(ict.density(t[9])).isCloseTo(0.06263299250626118, within(1e-12));
        assertThat(t[5]).isCloseTo(1 / 1.9654169263318955, within(1e-12));
        assertThat(ict.density(t[5])).isCloseTo(0.14244605802390153, within(1e-12));
        assertThat(t[0]).isCloseTo(1 / 46.313734075226606, within(1e-12));
        assertThat(ict.density(t[0])).isCloseTo(0.003979612214311476, within(1e-12));
    }

    @Test
    void ictLeavesOutLevelsThatThePathDoesNotHave() {
        TimestepSampler ict = Samplers.ict(11, OneSided.ve());
        assertThat(ict.atoms()).hasSize(9); // 0.002 is below the path's 0.01
        assertThatThrownBy(() -> new IctLogNormalTimesteps(
                        new IctLogNormalTimesteps.Config(11, 1e-5, 1e-3, 7, -1.1, 2), OneSided.ve()))
                .hasMessageContaining("none of the levels 1.0E-5 … 0.001 is one of the path's");
    }
}
