package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.testkit.Rule;
import java.util.List;
import java.util.stream.LongStream;

/** The rules of learning-rate schedules, on runs of 10 000 steps, of 50 and of one, and on one shorter than the warm-up. */
public final class ScheduleRules {
    private static final long LONG = 10_000;
    private static final long SHORT = 50;

    private ScheduleRules() {}

    /** All rules; those that do not speak of a schedule leave it alone. */
    public static List<Rule<ScheduleSubject>> all() {
        return List.of(
                new Rule<>("R1", "the factor is above 0 and at most 1 at every step", ScheduleRules::range),
                new Rule<>(
                        "R2",
                        "step k of a warm-up of n has the factor (k + 1) / n, and the rise ends at 1",
                        subject -> subject.warmup() > 0,
                        ScheduleRules::warmup),
                new Rule<>("R3", "the factor comes to its end value at the last step of a run", ScheduleRules::end),
                new Rule<>("R4", "the factor is a function of step and steps alone", ScheduleRules::pure));
    }

    private static void range(ScheduleSubject subject) {
        for (long steps : new long[] {LONG, SHORT, 1, Math.max(1, subject.warmup() / 2)}) {
            for (long step = 0; step < steps; step++) {
                assertThat(subject.schedule().factor(step, steps))
                        .as("factor of step " + step + " of " + steps)
                        .isGreaterThan(0)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    private static void warmup(ScheduleSubject subject) {
        long n = subject.warmup();
        for (long step = 0; step < n; step++) {
            assertThat(subject.schedule().factor(step, LONG))
                    .as("factor of step " + step + " of a warm-up of " + n)
                    .isCloseTo((step + 1.0) / n, within(1e-12));
        }
        assertThat(subject.schedule().factor(n, LONG))
                .as("factor after the warm-up")
                .isCloseTo(1, within(1e-12));
    }

    /** One step before the end, a schedule on 10 000 steps is within 1e-3 of where it is going. */
    private static void end(ScheduleSubject subject) {
        assertThat(subject.schedule().factor(LONG - 1, LONG))
                .as("factor of the last step")
                .isCloseTo(subject.end(), within(1e-3));
    }

    private static void pure(ScheduleSubject subject) {
        double[] forward = factors(subject, LongStream.range(0, SHORT));
        double[] backward = factors(subject, LongStream.range(0, SHORT).map(step -> SHORT - 1 - step));
        for (int step = 0; step < SHORT; step++) {
            assertThat(backward[(int) SHORT - 1 - step])
                    .as("factor of step " + step + ", asked in another order")
                    .isEqualTo(forward[step]);
        }
    }

    private static double[] factors(ScheduleSubject subject, LongStream steps) {
        return steps.mapToDouble(step -> subject.schedule().factor(step, SHORT)).toArray();
    }
}
