package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.sample.Solving.End;
import org.junit.jupiter.api.Test;

/** Adaptive solves seen at requested times: bosh3 has an interpolant, this dopri5 has none. */
class DenseOutputTest {
    private static final Field EXPONENTIAL = (x, t) -> x.duplicate();
    private static final double[] REQUESTED = {0.7, 0, 1, 0.1, 0.7};

    @Test
    void statesAreThoseOfTheRequestedTimesInTheOrderAsked() {
        for (ButcherTableau method : new ButcherTableau[] {Methods.BOSH3, Methods.DOPRI5}) {
            Solving solving = new Solving().saveAt(REQUESTED.clone());
            solving.solve(Methods.tolerance(method, 1e-7), EXPONENTIAL, 1);
            assertThat(solving.observedAt()).containsExactly(REQUESTED);
            for (int i = 0; i < REQUESTED.length; i++) {
                assertThat(solving.observed().get(i)[0]).isCloseTo(Math.exp(REQUESTED[i]), within(1e-5));
            }
        }
    }

    @Test
    void statesOnTheWayBackAreTheSame() {
        for (ButcherTableau method : new ButcherTableau[] {Methods.BOSH3, Methods.DOPRI5}) {
            Solving solving = new Solving(1, 0).saveAt(REQUESTED.clone());
            solving.solve(Methods.tolerance(method, 1e-7), EXPONENTIAL, Math.E);
            for (int i = 0; i < REQUESTED.length; i++) {
                assertThat(solving.observed().get(i)[0]).isCloseTo(Math.exp(REQUESTED[i]), within(1e-5));
            }
        }
    }

    @Test
    void stepsDoNotDependOnWhatIsAskedFor() {
        for (ButcherTableau method : new ButcherTableau[] {Methods.BOSH3, Methods.DOPRI5}) {
            End without = new Solving().solve(Methods.tolerance(method, 1e-5), Solving.LOGISTIC, 0.1);
            End with = new Solving()
                    .saveAt(0.2999, 0.3, 0.3001, 0.6, 0.9)
                    .solve(Methods.tolerance(method, 1e-5), Solving.LOGISTIC, 0.1);
            assertThat(with.x()).containsExactly(without.x());
            assertThat(with.statistics().steps()).isEqualTo(without.statistics().steps());
            assertThat(with.statistics().rejected())
                    .isEqualTo(without.statistics().rejected());
        }
    }

    @Test
    void anInterpolantCostsNoEvaluation() {
        End without = new Solving().solve(Methods.tolerance(Methods.BOSH3, 1e-5), Solving.LOGISTIC, 0.1);
        End with = new Solving()
                .saveAt(0.2, 0.4, 0.6, 0.8)
                .solve(Methods.tolerance(Methods.BOSH3, 1e-5), Solving.LOGISTIC, 0.1);
        assertThat(with.statistics()).isEqualTo(without.statistics());
    }

    @Test
    void withoutAnInterpolantARequestedTimeCostsAStepOfItsOwn() {
        End without = new Solving().solve(Methods.tolerance(1e-5), Solving.LOGISTIC, 0.1);
        End with = new Solving().saveAt(0.2, 0.7).solve(Methods.tolerance(1e-5), Solving.LOGISTIC, 0.1);
        assertThat(with.statistics().evaluations())
                .isEqualTo(without.statistics().evaluations() + 2 * 6);
    }
}
