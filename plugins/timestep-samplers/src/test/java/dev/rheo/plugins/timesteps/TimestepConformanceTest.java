package dev.rheo.plugins.timesteps;

import dev.rheo.api.time.TimestepSampler;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.time.TimestepRules;
import java.util.List;

class TimestepConformanceTest extends Conformance<TimestepSampler> {
    @Override
    protected List<Rule<TimestepSampler>> rules() {
        return TimestepRules.all();
    }

    @Override
    protected List<Subject<TimestepSampler>> subjects() {
        return List.of(
                uniform(0, 1), uniform(1e-3, 0.9), logitNormal(0, 1), logitNormal(1.2, 1.2), logitNormal(-0.5, 0.3));
    }

    private static Subject<TimestepSampler> uniform(double from, double to) {
        return new Subject<>(
                "uniform from " + from + " to " + to, new UniformTimesteps(new UniformTimesteps.Config(from, to)));
    }

    private static Subject<TimestepSampler> logitNormal(double mean, double std) {
        return new Subject<>(
                "logit-normal, mean " + mean + ", std " + std,
                new LogitNormalTimesteps(new LogitNormalTimesteps.Config(mean, std)));
    }
}
