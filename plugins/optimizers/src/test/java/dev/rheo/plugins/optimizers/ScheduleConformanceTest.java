package dev.rheo.plugins.optimizers;

import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.plugins.optimizers.WarmupStableDecayRate.Shape;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.optimize.ScheduleRules;
import dev.rheo.testkit.optimize.ScheduleSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

class ScheduleConformanceTest extends Conformance<ScheduleSubject> {
    @Override
    protected List<Rule<ScheduleSubject>> rules() {
        return ScheduleRules.all();
    }

    @Override
    protected List<Subject<ScheduleSubject>> subjects() {
        List<Subject<ScheduleSubject>> subjects = new ArrayList<>(List.of(
                oneCycle(0.3, 0.04, 4e-6, 4e-6),
                oneCycle(0, 0.1, 0.01, 0.01),
                oneCycle(1, 0.1, 0.01, 1),
                oneCycle(0.02, 1, 1, 1),
                step(0, 3000L, List.of(), 0.1, 1e-3),
                step(100, 3000L, List.of(), 0.1, 1e-3),
                step(100, null, List.of(200L, 9000L), 0.5, 0.25),
                step(0, 1L, List.of(), 0.1, 0.2),
                inverseSqrt(0, 1000, Math.sqrt(0.1)),
                inverseSqrt(100, 2500, 0.5),
                inverseSqrt(100, 1, 0.1)));
        for (long warmup : new long[] {0, 100}) {
            subjects.add(constant(warmup));
            for (double floor : new double[] {0, 0.1, 1}) {
                subjects.add(cosine(warmup, floor));
                subjects.add(linear(warmup, floor));
                subjects.add(polynomial(warmup, 0.9, floor));
                subjects.add(polynomial(warmup, 3, floor));
                subjects.add(exponential(warmup, Math.max(1e-3, floor)));
                subjects.add(warmupStableDecay(warmup, 0.2, Shape.LINEAR, floor));
                subjects.add(warmupStableDecay(warmup, 0.1, Shape.SQRT, floor));
                subjects.add(warmupStableDecay(warmup, 1, Shape.COSINE, floor));
                subjects.add(cosineRestarts(warmup, 1, 1, floor));
                subjects.add(cosineRestarts(warmup, 3, 2, floor));
                subjects.add(cosineRestarts(warmup, 5, 1.5, floor));
            }
        }
        return subjects;
    }

    /** Named by its configuration. */
    private static <C> Subject<ScheduleSubject> subject(
            String type, Function<C, LearningRateSchedule> constructor, C config, long warmup, double end) {
        return new Subject<>(type + " " + config, new ScheduleSubject(constructor.apply(config), warmup, end));
    }

    private static Subject<ScheduleSubject> constant(long warmup) {
        return subject("constant", ConstantRate::new, new ConstantRate.Config(new Warmup(warmup)), warmup, 1);
    }

    private static Subject<ScheduleSubject> cosine(long warmup, double floor) {
        return subject("cosine", CosineRate::new, new CosineRate.Config(new Warmup(warmup), floor), warmup, floor);
    }

    private static Subject<ScheduleSubject> linear(long warmup, double floor) {
        return subject("linear", LinearRate::new, new LinearRate.Config(new Warmup(warmup), floor), warmup, floor);
    }

    private static Subject<ScheduleSubject> polynomial(long warmup, double power, double floor) {
        PolynomialRate.Config config = new PolynomialRate.Config(new Warmup(warmup), power, floor);
        return subject("polynomial", PolynomialRate::new, config, warmup, floor);
    }

    private static Subject<ScheduleSubject> exponential(long warmup, double floor) {
        ExponentialRate.Config config = new ExponentialRate.Config(new Warmup(warmup), floor);
        return subject("exponential", ExponentialRate::new, config, warmup, floor);
    }

    /** The factor is held up at {@code end}. */
    private static Subject<ScheduleSubject> step(
            long warmup, @Nullable Long every, List<Long> milestones, double gamma, double end) {
        StepRate.Config config = new StepRate.Config(new Warmup(warmup), every, milestones, gamma, end);
        return subject("step", StepRate::new, config, warmup, end);
    }

    private static Subject<ScheduleSubject> inverseSqrt(long warmup, long reference, double end) {
        InverseSqrtRate.Config config = new InverseSqrtRate.Config(new Warmup(warmup), reference);
        return subject("inverse-sqrt", InverseSqrtRate::new, config, warmup, end);
    }

    private static Subject<ScheduleSubject> oneCycle(double rise, double start, double floor, double end) {
        return subject("one-cycle", OneCycleRate::new, new OneCycleRate.Config(rise, start, floor), 0, end);
    }

    private static Subject<ScheduleSubject> warmupStableDecay(long warmup, double decay, Shape shape, double floor) {
        WarmupStableDecayRate.Config config = new WarmupStableDecayRate.Config(new Warmup(warmup), decay, shape, floor);
        return subject("warmup-stable-decay", WarmupStableDecayRate::new, config, warmup, floor);
    }

    private static Subject<ScheduleSubject> cosineRestarts(long warmup, int cycles, double growth, double floor) {
        CosineRestartsRate.Config config = new CosineRestartsRate.Config(new Warmup(warmup), cycles, growth, floor);
        return subject("cosine-restarts", CosineRestartsRate::new, config, warmup, floor);
    }
}
