package dev.rheo.plugins.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionChecksTest {
    private static List<String> errors(ComponentConfig config) {
        List<String> errors = new ArrayList<>();
        config.check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                errors.add(option + ": " + problem + "; " + remedy);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                throw new AssertionError(problem);
            }
        });
        return errors;
    }

    private static StepRate.Config step(long warmup, @Nullable Long every, Long... milestones) {
        return new StepRate.Config(new Warmup(warmup), every, List.of(milestones), 0.1, 0);
    }

    private static RAdamOptimizer.Config radam(double beta2) {
        return new RAdamOptimizer.Config(1e-3, 0.9, beta2, 1e-8, 0, false);
    }

    @Test
    void nesterovNeedsMomentum() {
        assertThat(errors(new Sgd.Config(1e-2, 0, 0, true, 0)))
                .containsExactly("nesterov: there is no momentum to look ahead by;"
                        + " set momentum above 0 (0.9 is common), or nesterov to false");
        assertThat(errors(new Sgd.Config(1e-2, 0.9, 0, true, 0))).isEmpty();
        assertThat(errors(new Sgd.Config(1e-2, 0, 0, false, 0))).isEmpty();
    }

    @Test
    void dampeningNeedsMomentumAndNoNesterov() {
        assertThat(errors(new Sgd.Config(1e-2, 0, 0.5, false, 0)))
                .containsExactly("dampening: there is no velocity to dampen; set momentum above 0, or dampening to 0");
        assertThat(errors(new Sgd.Config(1e-2, 0.9, 0.5, true, 0)))
                .containsExactly("dampening: looking ahead by a dampened velocity is no longer Nesterov's step;"
                        + " set dampening to 0, or nesterov to false");
        assertThat(errors(new Sgd.Config(1e-2, 0.9, 0.5, false, 0))).isEmpty();
    }

    @Test
    void radamNeedsASecondMomentThatIsUsedAtSomeTime() {
        assertThat(errors(radam(0.6)))
                .containsExactly("beta2: the second moment forgets so fast that it is never used:"
                        + " 2 / (1 − beta2) − 1 has to be above 5;"
                        + " set beta2 above 2/3 (0.999 is common), or take the optimizer sgd");
        assertThat(errors(radam(0.67))).isEmpty();
    }

    @Test
    void stepNeedsToKnowWhenToFallOnce() {
        assertThat(errors(step(0, null)))
                .containsExactly("every: nothing says when the rate falls;"
                        + " give every: the steps between falls, for example 1000, or milestones: a list of steps");
        assertThat(errors(step(0, 100L, 200L)))
                .containsExactly("every: every and milestones both say when the rate falls; keep one of them");
        assertThat(errors(step(0, 100L))).isEmpty();
        assertThat(errors(step(0, null, 100L, 200L))).isEmpty();
    }

    @Test
    void milestonesAscendFromTheEndOfTheWarmUp() {
        assertThat(errors(step(100, null, 100L, 300L, 200L)))
                .containsExactly(
                        "milestones.0: step 100 is not after the warm-up, which ends at step 100;"
                                + " give steps in ascending order, all after the warm-up",
                        "milestones.2: step 200 is not after the milestone before it, 300;"
                                + " give steps in ascending order, all after the warm-up");
    }
}
