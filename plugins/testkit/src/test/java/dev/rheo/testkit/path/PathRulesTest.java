package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.PathTraits;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.path.PathSubject.Ends;
import dev.rheo.testkit.path.RightPaths.Bridge;
import dev.rheo.testkit.path.RightPaths.Curved;
import dev.rheo.testkit.path.RightPaths.OneSided;
import dev.rheo.testkit.path.RightPaths.TwoSided;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Right paths pass every rule; each wrong one, right but for one thing, violates the one rule that names it. */
class PathRulesTest {
    @RegisterExtension
    static final Zoo<PathSubject> ZOO = Zoo.of(ProbabilityPath.class, PathRules.all());

    private static PathSubject twoSided(ProbabilityPath path) {
        return new PathSubject(path, PathTraits.twoSided());
    }

    private static PathSubject oneSided(ProbabilityPath path) {
        return new PathSubject(path, PathTraits.oneSided(), new Ends(0, 0, OneSided.REST));
    }

    private static PathSubject bridge(ProbabilityPath path) {
        return new PathSubject(path, PathTraits.bridge());
    }

    private static Set<String> violated(PathSubject subject) {
        return ZOO.violated(subject);
    }

    @Test
    void rightPathsViolateNothing() {
        assertThat(violated(twoSided(new TwoSided()))).isEmpty();
        assertThat(violated(oneSided(new OneSided()))).isEmpty();
        assertThat(violated(bridge(new Bridge()))).isEmpty();
        assertThat(violated(twoSided(new Curved(1)))).isEmpty();
    }

    @Test
    void p1NamesAWrongVelocityInAnOverriddenSample() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public void sample(PathBatch batch, float[] xt, float[] velocity) {
                        super.sample(batch, xt, velocity);
                        for (int k = 0; k < velocity.length; k++) {
                            velocity[k] = -velocity[k];
                        }
                    }
                })))
                .containsExactly("P1");
    }

    @Test
    void p1NamesAWrongVelocityOfAPathThatIsNotGaussian() {
        assertThat(violated(twoSided(new Curved(1.05)))).containsExactly("P1");
    }

    @Test
    void p2NamesAPathThatDoesNotEndInItsData() {
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public double b(double t) {
                        return 0.95 * super.b(t) + 0.05;
                    }

                    @Override
                    public double db(double t) {
                        return 0.95 * super.db(t);
                    }
                })))
                .containsExactly("P2");
    }

    @Test
    void p2NamesALeakThatIsNotDeclared() {
        PathSubject declared = oneSided(new OneSided());
        assertThat(violated(new PathSubject(declared.path(), declared.traits(), new Ends(0, 0, 0.05))))
                .containsExactly("P2");
    }

    @Test
    void p3NamesAWrongSignOfADerivative() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double da(double t) {
                        return -super.da(t);
                    }
                })))
                .containsExactly("P3");
    }

    @Test
    void p3NamesAWrongFactorOfADerivative() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double ds(double t) {
                        return 2 * super.ds(t);
                    }
                })))
                .containsExactly("P3");
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public double ds(double t) {
                        return super.ds(t) / 2;
                    }
                })))
                .containsExactly("P3");
    }

    @Test
    void p4NamesAWrongScore() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double conditionalScore(double x, double x0, double x1, double t) {
                        return s(t) * super.conditionalScore(x, x0, x1, t);
                    }
                })))
                .containsExactly("P4");
    }

    @Test
    void p5NamesAWrongReading() {
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public Affine read(Prediction from, Prediction to, double t) {
                        Affine right = super.read(from, to, t);
                        return from == Prediction.VELOCITY && to == Prediction.SOURCE
                                ? new Affine(right.ofX(), -right.ofPrediction())
                                : right;
                    }
                })))
                .containsExactly("P5");
    }

    @Test
    void p5NamesAVWhoseNoiseIsTheDatum() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public Affine read(Prediction from, Prediction to, double t) {
                        return super.read(
                                from, from == Prediction.V && to == Prediction.NOISE ? Prediction.DATA : to, t);
                    }
                })))
                .containsExactly("P5");
    }

    @Test
    void p5NamesAVThatIsTakenForTheVelocity() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public Affine read(Prediction from, Prediction to, double t) {
                        return from == Prediction.V ? super.read(Prediction.VELOCITY, to, t) : super.read(from, to, t);
                    }
                })))
                .containsExactly("P5");
    }

    @Test
    void p5NamesAVOnAPathWithoutNoise() {
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public boolean identifies(Prediction from, Prediction to) {
                        return super.identifies(from, to) || to == Prediction.V;
                    }
                })))
                .containsExactly("P5");
    }

    @Test
    void p5NamesAReadingThatDoesNotExist() {
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public boolean identifies(Prediction from, Prediction to) {
                        return from == to || to == Prediction.DATA;
                    }
                })))
                .containsExactly("P5");
    }

    @Test
    void p6NamesAWrongDiffusion() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double diffusion(double t) {
                        return super.diffusion(t) / 2;
                    }
                })))
                .containsExactly("P6");
    }

    @Test
    void p7NamesAWrongPlaceInAnOverriddenSample() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public void sample(PathBatch batch, float[] xt, float[] velocity) {
                        super.sample(batch, xt, velocity);
                        for (int k = 0; k < xt.length; k++) {
                            double t = batch.t()[k / batch.data().dimension()];
                            xt[k] -= (float) (2 * s(t) * batch.source().values()[k]);
                        }
                    }
                })))
                .containsExactly("P7");
    }

    @Test
    void p8NamesAWrongConditionalVelocity() {
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public double conditionalVelocity(double x, double x0, double x1, double t) {
                        // The factor 2 that one public implementation of [SF]²M lacks.
                        return x1 - x0 + (1 - 2 * t) / s(t) * (x - t * x1 - (1 - t) * x0);
                    }
                })))
                .containsExactly("P8");
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double conditionalVelocity(double x, double x0, double x1, double t) {
                        return -super.conditionalVelocity(x, x0, x1, t);
                    }
                })))
                .containsExactly("P8");
    }

    @Test
    void p9NamesABridgeThatIsNoBrownianBridge() {
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public double s(double t) {
                        return 2 * t * (1 - t);
                    }

                    @Override
                    public double ds(double t) {
                        return 2 - 4 * t;
                    }
                })))
                .containsExactly("P9");
    }

    /** The bridge in the time a = t². */
    private static class Late extends Bridge {
        @Override
        public double a(double t) {
            return t * t;
        }

        @Override
        public double b(double t) {
            return 1 - t * t;
        }

        @Override
        public double da(double t) {
            return 2 * t;
        }

        @Override
        public double db(double t) {
            return -2 * t;
        }

        @Override
        public double s(double t) {
            return super.s(t * t);
        }

        @Override
        public double ds(double t) {
            return 2 * t * super.ds(t * t);
        }
    }

    @Test
    void p9NamesNoiseInAnotherTimeThanTheMean() {
        assertThat(violated(bridge(new Late()))).isEmpty();
        assertThat(violated(bridge(new Late() {
                    @Override
                    public double s(double t) {
                        return Math.sqrt(t * (1 - t));
                    }

                    @Override
                    public double ds(double t) {
                        return (1 - 2 * t) / (2 * Math.sqrt(t * (1 - t)));
                    }
                })))
                .containsExactly("P9");
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public double a(double t) {
                        return t * t;
                    }

                    @Override
                    public double da(double t) {
                        return 2 * t;
                    }
                })))
                .as("endpoints in different times")
                .containsExactly("P9");
    }

    @Test
    void p10NamesATimeTakenFromAnotherRow() {
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public void sample(PathBatch batch, float[] xt, float[] velocity) {
                        double[] t = batch.t().clone();
                        Arrays.fill(t, t[0]);
                        super.sample(new PathBatch(batch.source(), batch.data(), batch.noise(), t), xt, velocity);
                    }
                })))
                .containsExactly("P10");
    }

    @Test
    void p11NamesARatioOfScalesInsteadOfVariances() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double logSnr(double t) {
                        return super.logSnr(t) / 2;
                    }
                })))
                .containsExactly("P11");
    }

    @Test
    void p11NamesAnInverseOfAnotherPath() {
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double timeOfLogSnr(double logSnr) {
                        return 1 / (1 + Math.exp(-logSnr / 2));
                    }
                })))
                .containsExactly("P11");
    }

    @Test
    void p11NamesAnInverseThatLeavesTheDomain() {
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public double timeOfLogSnr(double logSnr) {
                        return Double.isFinite(logSnr) ? super.timeOfLogSnr(logSnr) : Math.signum(logSnr);
                    }
                })))
                .containsExactly("P11");
    }

    @Test
    void pt1NamesNoiseThatIsNotClaimed() {
        TwoSided silent = new TwoSided() {
            @Override
            public boolean noisy() {
                return false;
            }

            @Override
            public double s(double t) {
                return 0.3;
            }
        };
        assertThat(violated(new PathSubject(silent, PathTraits.twoSided(), new Ends(0, 0.3, 0.3))))
                .containsExactly("PT1");
    }

    @Test
    void pt2NamesTraitsOfAnotherSortOfPath() {
        assertThat(violated(new PathSubject(new Bridge(), PathTraits.twoSided())))
                .containsExactly("PT2");
    }

    @Test
    void pt2NamesAScoreThatHoldsUnderAnyCoupling() {
        Traits careless = Traits.of(TraitNames.PATH_ONE_SIDED, TraitNames.PATH_ENDPOINTS, TraitNames.PATH_SCORE)
                .requires(TraitNames.SOURCE_GAUSSIAN, "the source sample is the noise");
        assertThat(violated(new PathSubject(new OneSided(), careless, new Ends(0, 0, OneSided.REST))))
                .containsExactly("PT2");
    }

    @Test
    void pt2NamesAViewThatIsTheObjectivesToGive() {
        Traits generous = PathTraits.twoSided().provides(TraitNames.DYNAMICS_DENOISED);
        assertThat(violated(new PathSubject(new TwoSided(), generous))).containsExactly("PT2");
    }

    @Test
    void pt3NamesADomainWithSingularEnds() {
        assertThat(violated(bridge(new Bridge() {
                    @Override
                    public Interval domain() {
                        return Interval.UNIT;
                    }
                })))
                .containsExactly("PT3");
    }

    private static PathSubject discrete(double... times) {
        return new PathSubject(
                new OneSided() {
                    @Override
                    public double[] gridTimes() {
                        return times.clone();
                    }
                },
                PathTraits.oneSided().and(PathTraits.discrete()),
                new Ends(0, 0, OneSided.REST));
    }

    @Test
    void pt4NamesTimesThatDoNotAscendInTheDomain() {
        assertThat(violated(discrete(0, 0.5))).isEmpty();
        assertThat(violated(discrete(0, 0.5, 0.4))).containsExactly("PT4");
        assertThat(violated(discrete(0, 0.5, 1.5))).containsExactly("PT4");
        assertThat(violated(discrete(0.1, 0.5))).as("no first time").containsExactly("PT4");
    }

    @Test
    void pt4NamesDiscreteTimeThatTheTraitsDoNotTell() {
        assertThat(violated(oneSided(discrete(0, 0.5).path()))).containsExactly("PT4");
        Traits anywhere = PathTraits.oneSided().provides(TraitNames.TIME_DISCRETE);
        assertThat(violated(new PathSubject(discrete(0, 0.5).path(), anywhere, new Ends(0, 0, OneSided.REST))))
                .as("solvers may ask anywhere")
                .containsExactly("PT4");
        assertThat(violated(discrete())).as("a trait without times").containsExactly("PT4");
    }

    @Test
    void pt4NamesAGridThatCallersCanWriteInto() {
        double[] times = {0, 0.5};
        PathSubject careless = new PathSubject(
                new OneSided() {
                    @Override
                    public double[] gridTimes() {
                        return times;
                    }
                },
                PathTraits.oneSided().and(PathTraits.discrete()),
                new Ends(0, 0, OneSided.REST));
        assertThat(violated(careless)).containsExactly("PT4");
    }

    @Test
    void p2AndPt5NameASourceOfAnotherScale() {
        OneSided loud = new OneSided() {
            @Override
            public double s(double t) {
                return 5 * super.s(t);
            }

            @Override
            public double ds(double t) {
                return 5 * super.ds(t);
            }
        };
        assertThat(violated(new PathSubject(loud, PathTraits.oneSided(), new Ends(0, 5, 0, 5 * OneSided.REST))))
                .isEmpty();
        assertThat(violated(new PathSubject(loud, PathTraits.oneSided(), new Ends(0, 4, 0, 5 * OneSided.REST))))
                .containsExactly("P2");
        assertThat(violated(oneSided(new OneSided() {
                    @Override
                    public double sourceScale() {
                        return 5;
                    }
                })))
                .containsExactly("PT5");
        assertThat(violated(twoSided(new TwoSided() {
                    @Override
                    public double sourceScale() {
                        return 0;
                    }
                })))
                .containsExactly("PT5");
    }
}
