package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.Stepping;
import dev.rheo.testkit.Zoo;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SolverClaimsRulesTest {
    @RegisterExtension
    static final Zoo<SolverSubject> ZOO = Zoo.of(Solver.class, SolverClaims.all());

    private static final ButcherTableau EULER =
            new ButcherTableau(1, List.of(0.0), List.of(List.of()), List.of(1.0), null, 0, false);
    private static final ButcherTableau MIDPOINT = new ButcherTableau(
            2, List.of(0.0, 0.5), List.of(List.of(), List.of(0.5)), List.of(0.0, 1.0), null, 0, false);
    private static final ButcherTableau HEUN = new ButcherTableau(
            2, List.of(0.0, 1.0), List.of(List.of(), List.of(1.0)), List.of(0.5, 0.5), null, 0, false);
    private static final Stepping FIXED = new Stepping.Fixed(10);
    private static final Stepping ADAPTIVE = new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.I, 0.9, 0.2, 10, 1000);

    private record Method(ButcherTableau tableau, Stepping stepping) implements RungeKuttaSolver {}

    private static Set<String> violated(ButcherTableau tableau, Stepping stepping, Traits claims) {
        return ZOO.violated(new SolverSubject(new Method(tableau, stepping), claims));
    }

    @Test
    void rightClaimsViolateNothing() {
        assertThat(violated(MIDPOINT, FIXED, SolverTraits.fixedSteps())).isEmpty();
        assertThat(violated(HEUN, FIXED, SolverTraits.fixedStepsOnGridToTheEnd()))
                .isEmpty();
        assertThat(violated(HEUN, ADAPTIVE, SolverTraits.adaptive())).isEmpty();
    }

    @Test
    void aStageAtTheEndThatIsNotClaimedIsNamed() {
        assertThat(violated(HEUN, FIXED, SolverTraits.fixedStepsOnGrid())).containsExactly("SC5");
    }

    @Test
    void aStageAtTheEndThatIsClaimedInVainIsNamed() {
        assertThat(violated(EULER, FIXED, SolverTraits.fixedStepsOnGridToTheEnd()))
                .containsExactly("SC5");
    }

    @Test
    void stepsOfItsOwnAreNotThoseOfAGrid() {
        assertThat(violated(HEUN, ADAPTIVE, SolverTraits.fixedSteps())).containsExactly("SC1");
        assertThat(violated(MIDPOINT, FIXED, SolverTraits.adaptive())).containsExactly("SC1");
    }

    @Test
    void aMethodThatDoesNotSayThatItFollowsTheOdeIsNamed() {
        assertThat(violated(MIDPOINT, FIXED, Traits.of("solver.fixed-steps"))).containsExactly("SC2");
        assertThat(violated(MIDPOINT, FIXED, SolverTraits.fixedSteps().provides("solver.stochastic")))
                .containsExactly("SC2");
    }

    @Test
    void aStageInTheMiddleIsNotOnTheGrid() {
        assertThat(violated(MIDPOINT, FIXED, SolverTraits.fixedStepsOnGrid())).containsExactly("SC3");
        assertThat(violated(HEUN, FIXED, SolverTraits.fixedSteps())).containsExactly("SC3");
    }
}
