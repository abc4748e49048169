package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import java.util.List;

/** Rules that hold a path to what it says about itself. */
final class ClaimRules {
    private ClaimRules() {}

    static void claims(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        boolean noise = path.oneSided() || path.noisy();
        assertThat(path.oneSided() && path.noisy())
                .as("a one-sided path has no noise beside its source sample")
                .isFalse();
        for (double t : subject.times()) {
            if (path.oneSided()) {
                assertThat(path.b(t)).as("b(" + t + ") of a one-sided path").isZero();
            }
            if (noise) {
                assertThat(path.s(t)).as("s(" + t + ") of a path with noise").isPositive();
            } else {
                assertThat(path.s(t)).as("s(" + t + ") of a path without noise").isZero();
            }
        }
    }

    static void domain(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        for (double t : new double[] {path.domain().from(), path.domain().to()}) {
            double[] values = {path.a(t), path.b(t), path.s(t), path.da(t), path.db(t), path.ds(t)};
            for (double value : values) {
                assertThat(value).as("a, b, s, a', b', s' at t = " + t).isFinite();
            }
        }
    }

    static void grid(PathSubject subject) {
        double[] times = subject.path().gridTimes();
        boolean discrete = times.length > 0;
        provided(subject, TraitNames.TIME_DISCRETE, discrete);
        if (!discrete) {
            return;
        }
        assertThat(subject.traits().required())
                .as("a path of discrete time requires solvers that keep to the grid")
                .anyMatch(demand -> demand.trait().equals(TraitNames.SOLVER_ON_GRID));
        for (int i = 0; i < times.length; i++) {
            assertThat(times[i])
                    .as("grid time " + i)
                    .isEqualTo(subject.path().domain().clip(times[i]))
                    .isGreaterThan(i == 0 ? Double.NEGATIVE_INFINITY : times[i - 1]);
        }
        assertThat(times[0])
                .as("the first grid time, where sampling starts")
                .isEqualTo(subject.path().domain().from());
        times[0] = Double.NaN;
        assertThat(subject.path().gridTimes()[0])
                .as("grid times asked for again")
                .isNotNaN();
    }

    static void start(PathSubject subject) {
        double from = subject.path().domain().from();
        double expected = subject.path().oneSided() ? subject.gaussian().s(from) : 1;
        assertThat(subject.path().sourceScale()).as("sourceScale()").isCloseTo(expected, within(1e-9 * expected));
    }

    static void traits(PathSubject subject) {
        ProbabilityPath path = subject.path();
        boolean readable = subject.isGaussian()
                ? path.oneSided() || !path.noisy()
                : path.identifies(Prediction.VELOCITY, Prediction.DATA);
        provided(subject, TraitNames.PATH_ONE_SIDED, path.oneSided());
        provided(subject, TraitNames.PATH_TWO_SIDED, !path.oneSided());
        provided(subject, TraitNames.PATH_NOISE, path.noisy());
        provided(subject, TraitNames.PATH_ENDPOINTS, readable);
        assertThat(subject.traits().provided())
                .as("views of a trained model, which are the objective's to give")
                .noneMatch(provision -> provision.trait().startsWith("dynamics."));
        if (path.oneSided()) {
            assertThat(subject.traits().required())
                    .as("a one-sided path requires a Gaussian source")
                    .anyMatch(demand -> demand.trait().equals(TraitNames.SOURCE_GAUSSIAN));
        }
        score(subject);
        reasons(subject.traits());
    }

    private static void provided(PathSubject subject, String trait, boolean holds) {
        assertThat(subject.provides(trait)).as("provides " + trait).isEqualTo(holds);
    }

    private static void score(PathSubject subject) {
        List<Provision> scores = subject.traits().provided().stream()
                .filter(provision -> provision.trait().equals(TraitNames.PATH_SCORE))
                .toList();
        if (!scores.isEmpty() && subject.isGaussian()) {
            assertThat(subject.path().oneSided())
                    .as("only a one-sided path has a score")
                    .isTrue();
        }
        for (Provision provision : scores) {
            assertThat(provision.conditions())
                    .as("conditions of " + TraitNames.PATH_SCORE)
                    .contains(TraitNames.COUPLING_INDEPENDENT, TraitNames.SOURCE_GAUSSIAN);
        }
    }

    private static void reasons(Traits traits) {
        assertThat(traits.provided())
                .as("conditions have a reason")
                .allMatch(provision ->
                        provision.conditions().isEmpty() || !provision.because().isBlank());
        for (List<Traits.Demand> demands : List.of(traits.required(), traits.excluded(), traits.discouraged())) {
            assertThat(demands).as("demands have a reason").noneMatch(demand -> demand.because()
                    .isBlank());
        }
    }
}
