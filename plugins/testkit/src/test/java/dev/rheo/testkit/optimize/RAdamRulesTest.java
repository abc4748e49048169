package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.testkit.Rule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RAdam as it is and with one thing wrong. With β₂ = 0.9999 the sixth step is the first with ρ_t above 5. */
class RAdamRulesTest {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.9999;
    private static final double EPSILON = 1e-3;
    private static final double DECAY = 0.3;

    /** RAdam with decoupled decay; each method is one thing to get wrong. */
    private static class RAdam implements Optimizer {
        @Override
        public double learningRate() {
            return 1e-2;
        }

        @Override
        public void define(UpdateBuilder update) {
            Value gradient = gradient(update);
            Value m = moment(update, "m", BETA1, gradient);
            Value v = moment(update, "v", BETA2, update.square(gradient));
            Value step = update.scalar("step", 0);
            update.assign(step, update.add(step, 1));
            Value t = precise(update, update.add(step, 1));
            Value power = update.exp(update.mul(t, Math.log(BETA2)));
            Value correction = update.sub(1, power);
            Value mean = update.div(m, update.sub(1, update.exp(update.mul(t, Math.log(BETA1)))));
            double limit = 2 / (1 - BETA2) - 1;
            Value rho = update.sub(limit, update.mul(update.div(update.mul(t, power), correction), 2));
            Value scaled = update.div(mean, root(update, v, correction));
            Value rectified = update.mul(scaled, rectification(update, rho, limit));
            Value direction = choose(update, rho, rectified, mean);
            update.assign(update.parameter(), update.sub(shrunk(update), update.mul(direction, update.learningRate())));
        }

        private static Value moment(UpdateBuilder update, String name, double beta, Value sample) {
            Value average = update.state(name, 0);
            Value moved = update.add(update.mul(average, beta), update.mul(sample, 1 - beta));
            update.assign(average, moved);
            return moved;
        }

        Value gradient(UpdateBuilder update) {
            return update.gradient();
        }

        Value shrunk(UpdateBuilder update) {
            Value share = update.mul(update.decay(DECAY), update.learningRate());
            return update.mul(update.parameter(), update.sub(1, share));
        }

        Value precise(UpdateBuilder update, Value number) {
            return update.asFloat64(number);
        }

        Value root(UpdateBuilder update, Value v, Value correction) {
            return update.div(update.add(update.sqrt(v), EPSILON), update.sqrt(correction));
        }

        Value rectification(UpdateBuilder update, Value rho, double limit) {
            Value length = update.maximum(rho, update.constant(5));
            Value product = update.mul(update.add(length, -4), update.add(length, -2));
            return update.sqrt(update.mul(update.div(product, length), limit / ((limit - 4) * (limit - 2))));
        }

        Value choose(UpdateBuilder update, Value rho, Value rectified, Value mean) {
            return update.where(update.gt(rho, 5), rectified, mean);
        }
    }

    private static Set<String> violated(Optimizer optimizer) {
        return Rule.violated(
                OptimizerRules.all(),
                new OptimizerSubject(optimizer, Reference.radam(BETA1, BETA2, EPSILON, DECAY, true)));
    }

    @Test
    void theRightOneViolatesNothing() {
        assertThat(violated(new RAdam())).isEmpty();
    }

    @Test
    void stepsThatAreNeverRectifiedAreNamed() {
        Optimizer unrectified = new RAdam() {
            @Override
            Value rectification(UpdateBuilder update, Value rho, double limit) {
                return update.constant(1);
            }
        };
        assertThat(violated(unrectified)).containsExactly("U2", "U3");
    }

    @Test
    void adamFromTheFirstStepOnIsNamed() {
        Optimizer adaptive = new RAdam() {
            @Override
            Value choose(UpdateBuilder update, Value rho, Value rectified, Value mean) {
                return rectified;
            }
        };
        assertThat(violated(adaptive)).containsExactly("U1", "U2", "U3");
    }

    @Test
    void theThresholdOfThePaperIsNamedWherePyTorchsIsClaimed() {
        Optimizer four = new RAdam() {
            @Override
            Value rectification(UpdateBuilder update, Value rho, double limit) {
                Value length = update.maximum(rho, update.constant(4));
                Value product = update.mul(update.add(length, -4), update.add(length, -2));
                return update.sqrt(update.mul(update.div(product, length), limit / ((limit - 4) * (limit - 2))));
            }

            @Override
            Value choose(UpdateBuilder update, Value rho, Value rectified, Value mean) {
                return update.where(update.gt(rho, 4), rectified, mean);
            }
        };
        assertThat(violated(four)).containsExactly("U2", "U3");
    }

    @Test
    void epsilonWhereAdamHasItIsNamed() {
        Optimizer outside = new RAdam() {
            @Override
            Value root(UpdateBuilder update, Value v, Value correction) {
                return update.add(update.sqrt(update.div(v, correction)), EPSILON);
            }
        };
        assertThat(violated(outside)).containsExactly("U2", "U3");
    }

    @Test
    void epsilonInsideTheRootIsNamed() {
        Optimizer inside = new RAdam() {
            @Override
            Value root(UpdateBuilder update, Value v, Value correction) {
                return update.sqrt(update.div(update.add(v, EPSILON * EPSILON), correction));
            }
        };
        assertThat(violated(inside)).containsExactly("U2", "U3");
    }

    @Test
    void decayThatIsAddedToTheGradientIsNamed() {
        Optimizer coupled = new RAdam() {
            @Override
            Value gradient(UpdateBuilder update) {
                return update.add(update.gradient(), update.mul(update.decay(DECAY), update.parameter()));
            }

            @Override
            Value shrunk(UpdateBuilder update) {
                return update.parameter();
            }
        };
        assertThat(violated(coupled)).as("the first step is the same").containsExactly("U2");
    }

    @Test
    void aRootOfANegativeNumberThatIsOnlyMultipliedAwayIsNamed() {
        Optimizer masked = new RAdam() {
            @Override
            Value rectification(UpdateBuilder update, Value rho, double limit) {
                Value product = update.mul(update.add(rho, -4), update.add(rho, -2));
                return update.sqrt(update.mul(update.div(product, rho), limit / ((limit - 4) * (limit - 2))));
            }

            @Override
            Value choose(UpdateBuilder update, Value rho, Value rectified, Value mean) {
                Value on = update.asFloat(update.gt(rho, 5));
                return update.add(update.mul(rectified, on), update.mul(mean, update.sub(1, on)));
            }
        };
        assertThat(violated(masked)).contains("U2", "U3", "U6");
    }

    @Test
    void aLengthThatFloat32RoundsIsNamed() {
        Optimizer rounded = new RAdam() {
            @Override
            Value precise(UpdateBuilder update, Value number) {
                return number;
            }
        };
        assertThat(violated(rounded)).containsExactly("U2", "U3");
    }
}
