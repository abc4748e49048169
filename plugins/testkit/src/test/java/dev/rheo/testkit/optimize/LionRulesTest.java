package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.testkit.Rule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lion as it is and with one thing wrong. */
class LionRulesTest {
    private static final double BETA1 = 0.7;
    private static final double BETA2 = 0.95;
    private static final double DECAY = 0.3;

    /** Each method is one thing to get wrong. */
    private static class Lion implements Optimizer {
        @Override
        public double learningRate() {
            return 1e-2;
        }

        @Override
        public void define(UpdateBuilder update) {
            Value momentum = update.state("momentum", 0);
            Value moved = mix(update, momentum, BETA2);
            Value step = step(update, direction(update, momentum, moved));
            update.assign(momentum, moved);
            update.assign(update.parameter(), update.sub(update.parameter(), update.mul(step, update.learningRate())));
        }

        static Value mix(UpdateBuilder update, Value momentum, double beta) {
            return update.add(update.mul(momentum, beta), update.mul(update.gradient(), 1 - beta));
        }

        Value direction(UpdateBuilder update, Value momentum, Value moved) {
            return update.sign(mix(update, momentum, BETA1));
        }

        Value step(UpdateBuilder update, Value direction) {
            return update.add(direction, update.mul(update.decay(DECAY), update.parameter()));
        }
    }

    private static Set<String> violated(Optimizer optimizer) {
        return Rule.violated(
                OptimizerRules.all(), new OptimizerSubject(optimizer, Reference.lion(BETA1, BETA2, DECAY)));
    }

    @Test
    void theRightOneViolatesNothing() {
        assertThat(violated(new Lion())).isEmpty();
    }

    @Test
    void momentumThatMovesBeforeTheSignIsNamed() {
        Optimizer early = new Lion() {
            @Override
            Value direction(UpdateBuilder update, Value momentum, Value moved) {
                return update.sign(mix(update, moved, BETA1));
            }
        };
        assertThat(violated(early)).containsExactly("U2", "U3");
    }

    @Test
    void theSignOfTheMomentumAloneIsNamed() {
        Optimizer signum = new Lion() {
            @Override
            Value direction(UpdateBuilder update, Value momentum, Value moved) {
                return update.sign(moved);
            }
        };
        assertThat(violated(signum)).containsExactly("U2", "U3");
    }

    @Test
    void aDirectionWithoutTheSignIsNamed() {
        Optimizer linear = new Lion() {
            @Override
            Value direction(UpdateBuilder update, Value momentum, Value moved) {
                return mix(update, momentum, BETA1);
            }
        };
        assertThat(violated(linear)).containsExactly("U1", "U2", "U3");
    }

    @Test
    void decayInsideTheSignIsNamed() {
        Optimizer coupled = new Lion() {
            @Override
            Value direction(UpdateBuilder update, Value momentum, Value moved) {
                Value decay = update.mul(update.decay(DECAY), update.parameter());
                return update.sign(update.add(mix(update, momentum, BETA1), decay));
            }

            @Override
            Value step(UpdateBuilder update, Value direction) {
                return direction;
            }
        };
        assertThat(violated(coupled)).containsExactly("U1", "U2");
    }

    @Test
    void aSignThatIsNeverZeroIsNamed() {
        Optimizer restless = new Lion() {
            @Override
            Value direction(UpdateBuilder update, Value momentum, Value moved) {
                Value up = update.asFloat(update.ge(mix(update, momentum, BETA1), 0));
                return update.add(update.mul(up, 2), -1);
            }
        };
        assertThat(violated(restless)).containsExactly("U6");
    }
}
