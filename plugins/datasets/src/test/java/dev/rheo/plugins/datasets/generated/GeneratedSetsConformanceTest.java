package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.DataSubject;
import java.util.List;
import java.util.function.IntFunction;

class GeneratedSetsConformanceTest extends Conformance<DataSubject> {
    static final Preparation AS_IT_IS = new Preparation(0.1, Standardise.NONE);

    @Override
    protected List<Rule<DataSubject>> rules() {
        return DataRules.all();
    }

    @Override
    protected List<Subject<DataSubject>> subjects() {
        return List.of(
                subject(
                        "eight-gaussians",
                        n -> new EightGaussians(new EightGaussians.Config(plane(n), 0.1, true, false, AS_IT_IS))),
                subject("moons", n -> new Moons(new Moons.Config(plane(n), 0.05, true, false, AS_IT_IS))),
                subject("balanced moons", n -> new Moons(new Moons.Config(plane(n), 0.05, true, true, AS_IT_IS))),
                subject(
                        "moons without labels",
                        n -> new Moons(new Moons.Config(plane(n), 0.05, false, false, AS_IT_IS))),
                subject("checkerboard", n -> new Checkerboard(new Checkerboard.Config(plane(n), 0, true, AS_IT_IS))),
                subject("s-curve", n -> new SCurve(new SCurve.Config(plane(n), 0.05, true, AS_IT_IS))),
                subject("swiss-roll", n -> new SwissRoll(new SwissRoll.Config(plane(n), 0.02, AS_IT_IS))),
                subject("two-spirals", n -> new TwoSpirals(new TwoSpirals.Config(plane(n), 0.02, true, AS_IT_IS))),
                subject(
                        "pinwheel",
                        n -> new Pinwheel(new Pinwheel.Config(plane(n), 5, 0.3, 0.1, 0.25, 0, true, AS_IT_IS))),
                subject("gaussian-mixture", n -> new GaussianMixture(mixture(n))));
    }

    static GaussianMixture.Config mixture(int samples) {
        return new GaussianMixture.Config(
                List.of(
                        new Mode(List.of(1.0, 2.0, 3.0), 0.5, List.of(), 0.2),
                        new Mode(
                                List.of(-1.0, 0.0, 0.0),
                                1,
                                List.of(2.0, 0.6, 0.0, 0.6, 1.0, -0.3, 0.0, -0.3, 0.5),
                                0.8)),
                samples,
                true,
                AS_IT_IS);
    }

    static Plane plane(int samples) {
        return new Plane(samples, 1, 0);
    }

    private static Subject<DataSubject> subject(String name, IntFunction<DataSource> ofSize) {
        return new Subject<>(name, DataSubject.generated(ofSize.apply(100), ofSize.apply(250)));
    }
}
