package dev.rheo.plugins.guidance;

import dev.rheo.api.time.Interval;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.guidance.GuidanceRules;
import dev.rheo.testkit.guidance.GuidanceSubject;
import java.util.List;

class GuidanceConformanceTest extends Conformance<GuidanceSubject> {
    @Override
    protected List<Rule<GuidanceSubject>> rules() {
        return GuidanceRules.all();
    }

    @Override
    protected List<Subject<GuidanceSubject>> subjects() {
        return List.of(
                new Subject<>("all the way", subject(0, 1)),
                new Subject<>("in the middle", subject(0.2, 0.7)),
                new Subject<>("up to the data", subject(0.3, 1)));
    }

    static GuidanceSubject subject(double from, double to) {
        return new GuidanceSubject(
                weight -> new ClassifierFree(new ClassifierFree.Config(weight, 0.1, from, to)), new Interval(from, to));
    }
}
