package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.testkit.Zoo;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Right optimizers pass every rule; each wrong one, right but for one thing, violates the rules that see it. */
class OptimizerRulesTest {
    @RegisterExtension
    static final Zoo<OptimizerSubject> ZOO = Zoo.of(Optimizer.class, OptimizerRules.all());

    private static final Reference ADAM = Reference.adam(0.9, 0.99, 1e-3, 0, false);
    private static final Reference ADAMW = Reference.adam(0.9, 0.99, 1e-3, 0.3, true);

    /** Adam written out with the builder's operations. */
    private static class AdamWritten implements Optimizer {
        @Override
        public double learningRate() {
            return 1e-2;
        }

        @Override
        public void define(UpdateBuilder update) {
            Value first = update.state("first", 0);
            Value second = update.state("second", 0);
            Value power1 = update.scalar("power1", 1);
            Value power2 = update.scalar("power2", 1);
            Value g = update.gradient();
            Value m = update.add(update.mul(first, 0.9), update.mul(g, 0.1));
            Value v = update.add(update.mul(second, 0.99), update.mul(update.square(g), 0.01));
            Value p1 = update.mul(power1, 0.9);
            Value p2 = update.mul(power2, 0.99);
            update.assign(first, m);
            update.assign(second, v);
            update.assign(power1, p1);
            update.assign(power2, p2);
            Value mean = update.div(m, correction(update, p1));
            Value root = root(update, v, correction(update, p2));
            Value move = update.mul(update.div(mean, root), update.learningRate());
            update.assign(update.parameter(), update.sub(update.parameter(), move));
        }

        Value correction(UpdateBuilder update, Value power) {
            return update.sub(1, power);
        }

        Value root(UpdateBuilder update, Value v, Value correction) {
            return update.add(update.sqrt(update.div(v, correction)), 1e-3);
        }
    }

    private static Set<String> violated(Optimizer optimizer, Reference reference) {
        return ZOO.violated(new OptimizerSubject(optimizer, reference));
    }

    @Test
    void rightOptimizersViolateNothing() {
        assertThat(violated(new AdamWritten(), ADAM)).isEmpty();
        assertThat(violated(new Written(1e-2, update -> update.fusedAdam(new Adam(0.9, 0.99, 1e-3, 0.3, true))), ADAMW))
                .isEmpty();
    }

    @Test
    void epsilonInsideTheRootIsNamed() {
        Optimizer inside = new AdamWritten() {
            @Override
            Value root(UpdateBuilder update, Value v, Value correction) {
                return update.sqrt(update.add(update.div(v, correction), 1e-6));
            }
        };
        assertThat(violated(inside, ADAM)).containsExactly("U1", "U2", "U3");
    }

    @Test
    void epsilonWhoseBiasIsCorrectedWithTheRootIsNamed() {
        Optimizer djl = new AdamWritten() {
            @Override
            Value root(UpdateBuilder update, Value v, Value correction) {
                return update.div(update.add(update.sqrt(v), 1e-3), update.sqrt(correction));
            }
        };
        assertThat(violated(djl, ADAM)).containsExactly("U1", "U2", "U3");
    }

    @Test
    void aMissingBiasCorrectionIsNamed() {
        Optimizer biased = new AdamWritten() {
            @Override
            Value correction(UpdateBuilder update, Value power) {
                return update.constant(1);
            }
        };
        assertThat(violated(biased, ADAM)).containsExactly("U1", "U2", "U3");
    }

    @Test
    void aCorrectionThatStaysThatOfTheFirstStepIsSeenByManySteps() {
        Optimizer stuck = new Written(1e-2, update -> {
            Value v = update.state("velocity", 0);
            update.assign(v, update.gradient());
            update.assign(
                    update.parameter(),
                    update.sub(update.parameter(), update.mul(update.gradient(), update.learningRate())));
        });
        assertThat(violated(stuck, Reference.sgd(0.9, false, 0))).containsExactly("U2", "U3");
    }

    @Test
    void decayOfBiasesIsNamed() {
        Optimizer everywhere = new Written(1e-2, update -> {
            Value g = update.add(update.gradient(), update.mul(update.parameter(), 0.2));
            update.assign(update.parameter(), update.sub(update.parameter(), update.mul(g, update.learningRate())));
        });
        assertThat(violated(everywhere, Reference.sgd(0, false, 0.2))).containsExactly("U3", "U6");
    }

    @Test
    void decayThatIsNotDecoupledIsNamed() {
        Optimizer coupled = new Written(1e-2, update -> update.fusedAdam(new Adam(0.9, 0.99, 1e-3, 0.3, false)));
        assertThat(violated(coupled, ADAMW)).containsExactly("U1", "U2");
    }

    @Test
    void decayThatForgetsTheLearningRateMovesWithoutIt() {
        Optimizer absolute = new Written(1e-2, update -> {
            Value shrunk = update.mul(update.parameter(), update.sub(1, update.decay(2e-3)));
            update.assign(update.parameter(), update.sub(shrunk, update.mul(update.gradient(), update.learningRate())));
        });
        assertThat(violated(absolute, Reference.sgd(0, false, 0.2))).containsExactly("U2", "U5");
    }

    @Test
    void aDivisionOfZeroByZeroIsNamed() {
        Optimizer bare = new AdamWritten() {
            @Override
            Value root(UpdateBuilder update, Value v, Value correction) {
                return update.sqrt(update.div(v, correction));
            }
        };
        assertThat(violated(bare, Reference.adam(0.9, 0.99, 0, 0, false))).containsExactly("U6");
    }

    @Test
    void decayThatGrowsFromStepToStepIsSeenByManySteps() {
        Optimizer growing = new Written(1e-2, update -> {
            Value step = update.scalar("step", 0);
            update.assign(step, update.add(step, 1));
            Value share = update.mul(update.mul(update.decay(0.2), update.learningRate()), update.add(step, 1));
            Value shrunk = update.mul(update.parameter(), update.sub(1, share));
            update.assign(update.parameter(), update.sub(shrunk, update.mul(update.gradient(), update.learningRate())));
        });
        assertThat(violated(growing, Reference.sgd(0, false, 0.2))).containsExactly("U2");
    }

    @Test
    void decayOfThoseBiasesThatHaveAGradientIsNamed() {
        Optimizer everywhere = new Written(1e-2, update -> {
            Value moving = update.asFloat(update.gt(update.square(update.gradient()), 0));
            Value decay = update.mul(update.mul(update.parameter(), 0.2), moving);
            Value g = update.add(update.gradient(), decay);
            update.assign(update.parameter(), update.sub(update.parameter(), update.mul(g, update.learningRate())));
        });
        assertThat(violated(everywhere, Reference.sgd(0, false, 0.2))).containsExactly("U3");
    }

    @Test
    void aLearningRateOfZeroThatIsTakenForNoneIsNamed() {
        Optimizer eager = new Written(1e-2, update -> {
            Value rate = update.learningRate();
            Value used = update.where(update.gt(rate, 0), rate, update.constant(1e-3));
            update.assign(update.parameter(), update.sub(update.parameter(), update.mul(update.gradient(), used)));
        });
        assertThat(violated(eager, Reference.sgd(0, false, 0))).containsExactly("U5");
    }

    @Test
    void aRuleThatCountsItsDefinitionsIsNamed() {
        AtomicInteger calls = new AtomicInteger();
        Optimizer counting = new Written(1e-2, update -> {
            Value unused = update.state("call" + calls.incrementAndGet(), 0);
            update.assign(unused, update.gradient());
            update.assign(
                    update.parameter(),
                    update.sub(update.parameter(), update.mul(update.gradient(), update.learningRate())));
        });
        assertThat(violated(counting, Reference.sgd(0, false, 0))).containsExactly("U4");
    }
}
