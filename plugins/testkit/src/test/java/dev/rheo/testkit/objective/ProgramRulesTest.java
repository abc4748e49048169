package dev.rheo.testkit.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.testkit.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A right objective passes every rule; each wrong one, right but for one thing, violates the rule that names it. */
class ProgramRulesTest {
    @RegisterExtension
    static final Zoo<ProgramSubject> ZOO = Zoo.of(Objective.class, ProgramRules.all());

    /** t x1 + (1 − t) x0. */
    private static final class Straight implements GaussianPath {
        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 1 - t;
        }

        @Override
        public double s(double t) {
            return 0;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return -1;
        }

        @Override
        public double ds(double t) {
            return 0;
        }
    }

    /** ½ |f|² + div f at the data, at t = ½. */
    private static class Implicit implements Objective {
        @Override
        public List<InputSpec> inputs(TrainingSpec spec) {
            List<InputSpec> inputs = new ArrayList<>();
            inputs.add(InputSpec.floats("x", spec.network().sample().batched()));
            inputs.add(InputSpec.floats("t", Shape.batch()));
            if (spec.weighted()) {
                inputs.add(InputSpec.floats("weight", Shape.batch()));
            }
            if (spec.network().labels() instanceof Labels.Classes) {
                inputs.add(InputSpec.integers("labels", Shape.batch()));
            }
            return inputs;
        }

        @Override
        public void fill(TrainingPairs pairs, MinibatchWriter out) {
            out.floats("x", pairs.data().values());
            float[] halves = new float[pairs.t().length];
            Arrays.fill(halves, 0.5f);
            out.floats("t", halves);
            double[] weights = pairs.weights();
            if (weights != null) {
                float[] floats = new float[weights.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) weights[i];
                }
                out.floats("weight", floats);
            }
            int[] labels = pairs.labels();
            if (labels != null) {
                out.integers("labels", labels);
            }
        }

        @Override
        public Value loss(TrainingSpec spec, ProgramBuilder program) {
            Value rows = rows(spec, program, spec.network().labels() instanceof Labels.Classes);
            if (spec.weighted()) {
                rows = program.mul(rows, program.input("weight"));
            }
            program.rowLosses(rows);
            return program.mean(rows);
        }

        final Value rows(TrainingSpec spec, ProgramBuilder program, boolean labelled) {
            Value x = program.input("x");
            Value labels = labelled ? program.input("labels") : null;
            Value field = program.network(x, program.input("t"), labels).get(0);
            Value norm = program.mul(program.sum(program.square(field), 1), 0.5);
            return program.add(norm, program.divergence(field, x));
        }

        @Override
        public Dynamics dynamics(TrainedModel model) {
            return () -> model.head("out");
        }
    }

    private static Set<String> violated(Objective objective) {
        return ZOO.violated(new ProgramSubject(objective, new Straight()));
    }

    @Test
    void aRightObjectiveViolatesNothing() {
        assertThat(violated(new Implicit())).isEmpty();
    }

    @Test
    void op1NamesAnInputThatIsNeverWritten() {
        assertThat(violated(new Implicit() {
                    @Override
                    public List<InputSpec> inputs(TrainingSpec spec) {
                        List<InputSpec> more = new ArrayList<>(super.inputs(spec));
                        more.add(InputSpec.floats("cost", Shape.batch()));
                        return more;
                    }
                }))
                .contains("OP1");
    }

    @Test
    void op2NamesAnObjectiveThatWritesIntoItsPairs() {
        assertThat(violated(new Implicit() {
                    @Override
                    public void fill(TrainingPairs pairs, MinibatchWriter out) {
                        super.fill(pairs, out);
                        Points data = pairs.data();
                        data.values()[0] = Math.nextUp(data.values()[0]);
                    }
                }))
                .contains("OP2");
    }

    @Test
    void op3NamesANetworkThatIsGivenNoLabels() {
        assertThat(violated(new Implicit() {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        Value rows = rows(spec, program, false);
                        program.rowLosses(rows);
                        return program.mean(spec.weighted() ? program.mul(rows, program.input("weight")) : rows);
                    }
                }))
                .containsExactly("OP3");
    }

    @Test
    void op4NamesALossThatIgnoresItsWeights() {
        assertThat(violated(new Implicit() {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        return super.loss(new TrainingSpec(spec.network(), false), program);
                    }
                }))
                .containsExactly("OP4");
    }

    @Test
    void op4NamesALossThatIsASum() {
        assertThat(violated(new Implicit() {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        return program.mul(super.loss(spec, program), 2);
                    }
                }))
                .containsExactly("OP4");
    }

    @Test
    void op5NamesALossWithAConstantThatShouldBeDifferentiated() {
        assertThat(violated(new Implicit() {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        Value loss = super.loss(spec, program);
                        return program.add(loss, program.sub(program.detach(loss), loss));
                    }
                }))
                .containsExactly("OP5");
    }
}
