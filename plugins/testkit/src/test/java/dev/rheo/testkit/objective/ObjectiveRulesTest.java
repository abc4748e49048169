package dev.rheo.testkit.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.testkit.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Right objectives pass every rule; each wrong one, right but for one thing, violates the rule that names it. A wrong
 * target is named by O3, and its consequences by O1 and O2.
 */
class ObjectiveRulesTest {
    @RegisterExtension
    static final Zoo<ObjectiveSubject> ZOO = Zoo.of(Objective.class, ObjectiveRules.all());

    /** t x1 + (1 − t) ε, away from its ends. */
    private static final class Straight implements GaussianPath {
        @Override
        public boolean oneSided() {
            return true;
        }

        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return 1 - t;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -1;
        }
    }

    private static class Regression implements RegressionObjective {
        private final Prediction prediction;

        Regression(Prediction prediction) {
            this.prediction = prediction;
        }

        @Override
        public ProbabilityPath path() {
            return new Straight();
        }

        @Override
        public Prediction prediction() {
            return prediction;
        }
    }

    /** Flow matching that hands one input on altered. */
    private static final class Altered extends Regression {
        private final String name;
        private final UnaryOperator<float[]> change;

        Altered(String name, UnaryOperator<float[]> change) {
            super(Prediction.VELOCITY);
            this.name = name;
            this.change = change;
        }

        @Override
        public void fill(TrainingPairs pairs, MinibatchWriter out) {
            super.fill(pairs, altered(out, name, change));
        }
    }

    private static MinibatchWriter altered(MinibatchWriter out, String name, UnaryOperator<float[]> change) {
        return new MinibatchWriter() {
            @Override
            public void floats(String input, float[] values) {
                out.floats(input, input.equals(name) ? change.apply(values) : values);
            }

            @Override
            public void integers(String input, int[] values) {
                if (!input.equals(name)) {
                    out.integers(input, values);
                    return;
                }
                int[] shifted = new int[values.length];
                for (int i = 0; i < values.length; i++) {
                    shifted[i] = values[(i + 1) % values.length];
                }
                out.integers(input, shifted);
            }
        };
    }

    private static Set<String> violated(RegressionObjective objective) {
        return violated(new ObjectiveSubject(objective, Prediction.VELOCITY));
    }

    private static Set<String> violated(ObjectiveSubject subject) {
        return ZOO.violated(subject);
    }

    private static float[] each(float[] values, UnaryOperator<Float> change) {
        float[] changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = change.apply(values[i]);
        }
        return changed;
    }

    @Test
    void rightObjectivesViolateNothing() {
        for (Prediction prediction :
                List.of(Prediction.VELOCITY, Prediction.DATA, Prediction.NOISE, Prediction.SCORE, Prediction.V)) {
            assertThat(violated(new ObjectiveSubject(new Regression(prediction), prediction)))
                    .as(prediction.name())
                    .isEmpty();
        }
    }

    @Test
    void anObjectiveWithWeightsOfItsOwnViolatesNothing() {
        assertThat(violated(new ObjectiveSubject(new Weighted(), Prediction.VELOCITY, t -> 1 + t)))
                .isEmpty();
    }

    private static class Weighted extends Regression {
        Weighted() {
            super(Prediction.VELOCITY);
        }

        @Override
        public boolean weighted() {
            return true;
        }

        @Override
        public double weight(double t) {
            return 1 + t;
        }
    }

    @Test
    void o3NamesAVelocityThatPointsToTheSource() {
        assertThat(violated(new Altered("target", target -> each(target, v -> -v))))
                .containsExactly("O1", "O2", "O3");
    }

    @Test
    void o3NamesNoiseWhereDataIsAsked() {
        assertThat(violated(new ObjectiveSubject(
                        new Regression(Prediction.DATA) {
                            @Override
                            public void fill(TrainingPairs pairs, MinibatchWriter out) {
                                new Regression(Prediction.NOISE).fill(pairs, out);
                            }
                        },
                        Prediction.DATA)))
                .containsExactly("O1", "O2", "O3");
    }

    @Test
    void o3NamesAVelocityWhereVIsAsked() {
        assertThat(violated(new ObjectiveSubject(
                        new Regression(Prediction.V) {
                            @Override
                            public void fill(TrainingPairs pairs, MinibatchWriter out) {
                                new Regression(Prediction.VELOCITY).fill(pairs, out);
                            }
                        },
                        Prediction.V)))
                .containsExactly("O1", "O2", "O3");
    }

    @Test
    void o3NamesAScoreOfTheOtherSign() {
        assertThat(violated(new ObjectiveSubject(
                        new Regression(Prediction.SCORE) {
                            @Override
                            public void fill(TrainingPairs pairs, MinibatchWriter out) {
                                super.fill(pairs, altered(out, "target", target -> each(target, v -> -v)));
                            }
                        },
                        Prediction.SCORE)))
                .containsExactly("O1", "O2", "O3");
    }

    @Test
    void ot7NamesAVThatIsReadAsTheVelocity() {
        assertThat(violated(new ObjectiveSubject(
                        new Regression(Prediction.V) {
                            @Override
                            public Dynamics dynamics(TrainedModel model) {
                                return Dynamics.reading(path(), Prediction.VELOCITY, model.head("out"));
                            }
                        },
                        Prediction.V)))
                .containsExactly("OT7");
    }

    @Test
    void ot1NamesATimeThatRunsBackwards() {
        assertThat(violated(new Altered("t", t -> each(t, time -> 1 - time)))).containsExactly("OT1");
    }

    @Test
    void ot2NamesWeightsThatAreSquared() {
        assertThat(violated(new Altered("weight", weights -> each(weights, w -> w * w))))
                .containsExactly("OT2");
    }

    @Test
    void ot2NamesAWeightOfTheObjectiveThatIsForgotten() {
        assertThat(violated(new ObjectiveSubject(new Regression(Prediction.VELOCITY), Prediction.VELOCITY, t -> 1 + t)))
                .containsExactly("OT2");
    }

    @Test
    void ot3NamesLabelsOfOtherRows() {
        assertThat(violated(new Altered("labels", labels -> labels))).containsExactly("OT3");
    }

    @Test
    void ot4NamesAnInputThatIsNeverWritten() {
        assertThat(violated(new Regression(Prediction.VELOCITY) {
                    @Override
                    public List<InputSpec> inputs(TrainingSpec spec) {
                        List<InputSpec> more = new ArrayList<>(super.inputs(spec));
                        if (spec.weighted() && more.size() > 4) {
                            more.add(InputSpec.floats("cost", Shape.batch()));
                        }
                        return more;
                    }
                }))
                .containsExactly("OT4");
    }

    @Test
    void ot5NamesAnObjectiveThatWritesIntoItsPairs() {
        assertThat(violated(new Regression(Prediction.VELOCITY) {
                    @Override
                    public void fill(TrainingPairs pairs, MinibatchWriter out) {
                        super.fill(pairs, out);
                        pairs.t()[0] = Math.nextUp(pairs.t()[0]);
                    }
                }))
                .containsExactly("OT5");
    }

    @Test
    void ot6NamesASum() {
        assertThat(violated(new Regression(Prediction.VELOCITY) {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        return program.mul(super.loss(spec, program), Minibatch.DIMENSION);
                    }
                }))
                .containsExactly("OT6");
    }

    @Test
    void ot6NamesALossThatIgnoresItsWeights() {
        assertThat(violated(new Regression(Prediction.VELOCITY) {
                    @Override
                    public Value loss(TrainingSpec spec, ProgramBuilder program) {
                        return super.loss(new TrainingSpec(spec.network(), false), program);
                    }
                }))
                .containsExactly("OT6");
    }

    @Test
    void ot7NamesANetworkThatIsTakenForTheVelocity() {
        assertThat(violated(new ObjectiveSubject(
                        new Regression(Prediction.NOISE) {
                            @Override
                            public Dynamics dynamics(TrainedModel model) {
                                return () -> model.head("out");
                            }
                        },
                        Prediction.NOISE)))
                .containsExactly("OT7");
    }

    /** A denoiser that sees states of half their size and answers in numbers of twice theirs, with a share of the state. */
    private static class Wrapped extends Regression {
        Wrapped() {
            super(Prediction.DATA);
        }

        @Override
        public Preconditioning preconditioning() {
            return new Preconditioning() {
                @Override
                public double skip(double t) {
                    return 0.3 * t;
                }

                @Override
                public double out(double t) {
                    return 2 - t;
                }

                @Override
                public double in(double t) {
                    return 0.5;
                }

                @Override
                public double time(double t) {
                    return 10 * t - 5;
                }
            };
        }
    }

    @Test
    void aWrappedNetworkViolatesNothing() {
        assertThat(violated(new ObjectiveSubject(new Wrapped(), Prediction.DATA)))
                .isEmpty();
    }

    @Test
    void ot7NamesAWrappingThatIsForgottenWhenTheNetworkIsRead() {
        assertThat(violated(new ObjectiveSubject(
                        new Wrapped() {
                            @Override
                            public Dynamics dynamics(TrainedModel model) {
                                return Dynamics.reading(path(), Prediction.DATA, model.head("out"));
                            }
                        },
                        Prediction.DATA)))
                .containsExactly("OT7");
    }

    @Test
    void o3NamesATargetThatForgetsTheWrapping() {
        assertThat(violated(new ObjectiveSubject(
                        new Wrapped() {
                            @Override
                            public void fill(TrainingPairs pairs, MinibatchWriter out) {
                                super.fill(pairs, altered(out, "target", target -> pairs.data()
                                        .values()));
                            }
                        },
                        Prediction.DATA)))
                .containsExactly("O1", "O2", "O3");
    }

    @Test
    void ot8NamesAWeightThatIsInfiniteAtTheData() {
        assertThat(violated(new ObjectiveSubject(
                        new Weighted() {
                            @Override
                            public double weight(double t) {
                                return 1 / (1 - t);
                            }
                        },
                        Prediction.VELOCITY,
                        t -> 1 / (1 - t))))
                .containsExactly("OT8");
    }
}
