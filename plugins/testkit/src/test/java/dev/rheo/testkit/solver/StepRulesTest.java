package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.testkit.Zoo;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A right Euler–Maruyama step passes every rule; each wrong one violates the rules that speak of what is wrong with it. */
class StepRulesTest {
    @RegisterExtension
    static final Zoo<StepSubject> ZOO = Zoo.of(dev.rheo.api.sample.Solver.class, StepRules.all());

    private static final Traits TRAITS = Traits.of(
                    TraitNames.SOLVER_STOCHASTIC, TraitNames.SOLVER_FIXED_STEPS, TraitNames.SOLVER_ON_GRID)
            .provides(TraitNames.SOLVER_BACKWARD);

    /** x + h u + |h|/2 score + √|h| z. */
    private static NDArray right(NDArray x, double t, double h, Dynamics model, StepNoise noise) {
        return step(x, t, h, model, Math.abs(h) / 2, noise.gaussian(x, 0), Math.sqrt(Math.abs(h)));
    }

    private static NDArray step(
            NDArray x, double t, double h, Dynamics model, double ofScore, NDArray z, double ofNoise) {
        return model.velocity()
                .at(x, t)
                .muli(h)
                .addi(model.score().orElseThrow().at(x, t).muli(ofScore))
                .addi(z.muli(ofNoise))
                .addi(x);
    }

    @FunctionalInterface
    private interface Method {
        NDArray step(NDArray x, double t, double h, Dynamics model, StepNoise noise, NDManager memory);
    }

    private record Solver(int steps, Method method) implements StepSolver {
        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(steps);
        }

        @Override
        public Solve begin(Problem problem) {
            return (x, from, to, noise, memory) -> method.step(x, from, to - from, problem.dynamics(), noise, memory);
        }
    }

    private static Set<String> violated(Method method) {
        return violated(new StepSubject(steps -> new Solver(steps, method), TRAITS, 1, 2));
    }

    private static Set<String> violated(StepSubject subject) {
        return ZOO.violated(subject);
    }

    @Test
    void theRightStepViolatesNothing() {
        assertThat(violated((x, t, h, model, noise, memory) -> right(x, t, h, model, noise)))
                .isEmpty();
    }

    @Test
    void aScoreOfTheWrongSignIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) ->
                        step(x, t, h, model, -Math.abs(h) / 2, noise.gaussian(x, 0), Math.sqrt(Math.abs(h)))))
                .contains("S5", "S6", "S10");
    }

    @Test
    void aScoreWithoutItsHalfIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) ->
                        step(x, t, h, model, Math.abs(h), noise.gaussian(x, 0), Math.sqrt(Math.abs(h)))))
                .contains("S5", "S10");
    }

    @Test
    void noiseThatGrowsWithTheStepInsteadOfItsRootIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) ->
                        step(x, t, h, model, Math.abs(h) / 2, noise.gaussian(x, 0), Math.abs(h))))
                .contains("S5", "S10");
    }

    @Test
    void theRootOfANegativeStepIsNamedOnTheWayBackAlone() {
        assertThat(violated((x, t, h, model, noise, memory) ->
                        step(x, t, h, model, Math.abs(h) / 2, noise.gaussian(x, 0), Math.sqrt(h))))
                .containsExactly("S10", "SS6");
    }

    @Test
    void aScoreThatTurnsRoundWithTimeIsNamedOnTheWayBackAlone() {
        assertThat(violated((x, t, h, model, noise, memory) ->
                        step(x, t, h, model, h / 2, noise.gaussian(x, 0), Math.sqrt(Math.abs(h)))))
                .containsExactly("S10");
    }

    @Test
    void askingAtTheEndWithoutSayingSoIsNamed() {
        Method method = (x, t, h, model, noise, memory) -> {
            model.velocity().at(x, t + h).close();
            return right(x, t, h, model, noise);
        };
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), TRAITS, 1, 3)))
                .containsExactly("SC5");
    }

    @Test
    void notAskingAtTheEndInSpiteOfTheClaimIsNamed() {
        Method method = (x, t, h, model, noise, memory) -> right(x, t, h, model, noise);
        Traits traits = TRAITS.provides(TraitNames.SOLVER_AT_END);
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), traits, 1, 2)))
                .containsExactly("SC5");
    }

    @Test
    void aWayBackThatIsNeitherStatedNorRefusedIsNamed() {
        Method method = (x, t, h, model, noise, memory) -> right(x, t, h, model, noise);
        Traits onward =
                Traits.of(TraitNames.SOLVER_STOCHASTIC, TraitNames.SOLVER_FIXED_STEPS, TraitNames.SOLVER_ON_GRID);
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), onward, 1, 2)))
                .containsExactly("SC4");
    }

    @Test
    void anOrderOverstatedIsNamed() {
        Method method = (x, t, h, model, noise, memory) -> right(x, t, h, model, noise);
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), TRAITS, 2, 2)))
                .containsExactly("S10", "S5");
    }

    @Test
    void noiseMadeOfTheWholeBatchIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) -> {
                    NDArray z = noise.gaussian(x, 0);
                    NDArray centred = z.sub(z.mean(new int[] {0}, true));
                    return step(x, t, h, model, Math.abs(h) / 2, centred, Math.sqrt(Math.abs(h)));
                }))
                .contains("SS1");
    }

    @Test
    void askingBetweenTheTimesOfTheGridIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) -> right(x, t + h / 3, h, model, noise)))
                .contains("SS2");
    }

    @Test
    void noiseThatIsNotStatedIsNamed() {
        Method method = (x, t, h, model, noise, memory) -> right(x, t, h, model, noise);
        Traits silent = Traits.of(TraitNames.SOLVER_FIXED_STEPS, TraitNames.SOLVER_ON_GRID, TraitNames.SOLVER_BACKWARD);
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), silent, 1, 2)))
                .containsExactly("SS3");
    }

    @Test
    void moreEvaluationsThanPromisedAreNamed() {
        Method method = (x, t, h, model, noise, memory) -> right(x, t, h, model, noise);
        assertThat(violated(new StepSubject(steps -> new Solver(steps, method), TRAITS, 1, 1)))
                .containsExactly("SS4");
    }

    @Test
    void arraysLeftInTheMemoryOfASolveAreNamed() {
        assertThat(violated((x, t, h, model, noise, memory) -> {
                    model.velocity().at(x, t).attach(memory);
                    return right(x, t, h, model, noise);
                }))
                .contains("SS5");
    }

    @Test
    void aStepThatChangesTheStateItWasGivenIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) -> {
                    NDArray next = right(x, t, h, model, noise);
                    x.addi(1);
                    return next;
                }))
                .contains("S5", "SS1", "SS6");
    }

    @Test
    void aDivisionByNoiseThatIsGoneIsNamed() {
        assertThat(violated((x, t, h, model, noise, memory) -> {
                    double s = model.path().orElseThrow().s(t + h);
                    return right(x, t, h, model, noise).muli(s / s);
                }))
                .containsExactly("S6", "SS6");
    }
}
