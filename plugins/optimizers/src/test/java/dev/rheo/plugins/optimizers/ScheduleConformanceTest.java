package dev.rheo.plugins.optimizers;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.optimize.ScheduleRules;
import dev.rheo.testkit.optimize.ScheduleSubject;
import java.util.List;

class ScheduleConformanceTest extends Conformance<ScheduleSubject> {
    @Override
    protected List<Rule<ScheduleSubject>> rules() {
        return ScheduleRules.all();
    }

    @Override
    protected List<Subject<ScheduleSubject>> subjects() {
        return List.of(constant(0), constant(100), cosine(0, 0), cosine(0, 0.1), cosine(100, 0), cosine(100, 1));
    }

    private static Subject<ScheduleSubject> constant(long warmup) {
        ConstantRate schedule = new ConstantRate(new ConstantRate.Config(new Warmup(warmup)));
        return new Subject<>("constant, warm-up " + warmup, new ScheduleSubject(schedule, warmup, 1));
    }

    private static Subject<ScheduleSubject> cosine(long warmup, double floor) {
        CosineRate schedule = new CosineRate(new CosineRate.Config(new Warmup(warmup), floor));
        return new Subject<>(
                "cosine, warm-up " + warmup + ", floor " + floor, new ScheduleSubject(schedule, warmup, floor));
    }
}
