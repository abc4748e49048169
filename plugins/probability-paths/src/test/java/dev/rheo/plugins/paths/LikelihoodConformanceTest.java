package dev.rheo.plugins.paths;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.plugins.paths.VePath.Form;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.likelihood.LikelihoodRules;
import dev.rheo.testkit.likelihood.LikelihoodSubject;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flows along every path of continuous time have the likelihood of their data. */
class LikelihoodConformanceTest extends Conformance<LikelihoodSubject> {
    @RegisterExtension
    static final Zoo<LikelihoodSubject> ZOO = Zoo.of(ProbabilityPath.class, LikelihoodRules.all());

    @Override
    protected List<Rule<LikelihoodSubject>> rules() {
        return LikelihoodRules.all();
    }

    @Override
    protected List<Subject<LikelihoodSubject>> subjects() {
        return List.of(
                subject("linear", new LinearPath(new LinearPath.Config(0))),
                subject("cond-ot", new CondOtPath(new CondOtPath.Config(0.01))),
                subject("trigonometric", new TrigonometricPath(new TrigonometricPath.Config(true))),
                subject("polynomial", new PolynomialPath(new PolynomialPath.Config(1.5, true))),
                subject("vp", new VpPath(new VpPath.Config(new LinearRate(0.1, 20), 1e-4))),
                subject("sub-vp", new SubVpPath(new SubVpPath.Config(new LinearRate(0.1, 20)))),
                subject("vp-cosine", new CosinePath(new CosinePath.Config(0.008, 1e-4))),
                subject("ve", new VePath(new VePath.Config(0.01, 50, Form.GEOMETRIC, 1e-5))),
                subject("edm", new EdmPath(new EdmPath.Config(0.002, 80, 7))));
    }

    private static Subject<LikelihoodSubject> subject(String name, GaussianPath path) {
        return new Subject<>(name, LikelihoodSubject.of(path, 60));
    }

    private static LikelihoodSubject altered(double ofProduct) {
        return altered((product, cotangent) -> product.muli(ofProduct));
    }

    private static LikelihoodSubject altered(BinaryOperator<NDArray> ofProductAndCotangent) {
        LikelihoodSubject right = LikelihoodSubject.of(new CondOtPath(new CondOtPath.Config(0.01)), 60);
        DifferentiableField field = right.velocity();
        DifferentiableField wrong = new DifferentiableField() {
            @Override
            public NDArray at(NDArray x, double t) {
                return field.at(x, t);
            }

            @Override
            public Pullback pullback(NDArray x, double t, NDArray cotangent) {
                Pullback pullback = field.pullback(x, t, cotangent);
                return new Pullback(pullback.value(), ofProductAndCotangent.apply(pullback.product(), cotangent));
            }
        };
        return new LikelihoodSubject(right.path(), wrong, right.steps());
    }

    @Test
    void l1AndL2CatchADivergenceOfTheWrongSign() {
        assertThat(ZOO.violated(altered(-1))).containsExactly("L1", "L2", "LI1");
    }

    @Test
    void l1CatchesADivergenceThatIsOnePercentTooLarge() {
        assertThat(ZOO.violated(altered(1.01))).contains("L1");
    }

    @Test
    void l1CatchesASourceThatIsNotScaledToThePathsBeginning() {
        GaussianPath scaled = new VePath(new VePath.Config(0.01, 50, Form.GEOMETRIC, 1e-5));
        LikelihoodSubject right = LikelihoodSubject.of(scaled, 60);
        LikelihoodSubject wrong = new LikelihoodSubject(new Unscaled(scaled), right.velocity(), right.steps());
        assertThat(ZOO.violated(wrong)).contains("L1", "L2");
    }

    @Test
    void l2CatchesAPullbackThatIsNotLinear() {
        assertThat(ZOO.violated(altered(
                        (product, cotangent) -> product.muli(cotangent.square().sum(new int[] {1}, true)))))
                .containsExactly("L2");
    }

    @Test
    void li1CatchesNoiseThatDoesNotDrownTheData() {
        assertThat(ZOO.violated(LikelihoodSubject.of(new VePath(new VePath.Config(0.01, 1, Form.GEOMETRIC, 1e-5)), 60)))
                .containsExactly("LI1");
    }

    @Test
    void li1CatchesNoiseThatLeavesSomeOfTheData() {
        assertThat(ZOO.violated(LikelihoodSubject.of(new VpPath(new VpPath.Config(new LinearRate(0.1, 2), 1e-4)), 60)))
                .containsExactly("LI1");
    }

    private record Unscaled(GaussianPath path) implements GaussianPath {
        @Override
        public dev.rheo.api.time.Interval domain() {
            return path.domain();
        }

        @Override
        public double sourceScale() {
            return 1;
        }

        @Override
        public double a(double t) {
            return path.a(t);
        }

        @Override
        public double b(double t) {
            return path.b(t);
        }

        @Override
        public double s(double t) {
            return path.s(t);
        }

        @Override
        public double da(double t) {
            return path.da(t);
        }

        @Override
        public double db(double t) {
            return path.db(t);
        }

        @Override
        public double ds(double t) {
            return path.ds(t);
        }
    }
}
