package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.testkit.Zoo;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleRulesTest {
    @RegisterExtension
    static final Zoo<ScheduleSubject> ZOO = Zoo.of(LearningRateSchedule.class, ScheduleRules.all());

    private static final LearningRateSchedule COSINE =
            (step, steps) -> step < 10 ? (step + 1) / 10.0 : half((step - 10) / Math.max(1.0, steps - 10));

    private static double half(double progress) {
        return 0.5 * (1 + Math.cos(Math.PI * progress));
    }

    private static Set<String> violated(LearningRateSchedule schedule) {
        return ZOO.violated(new ScheduleSubject(schedule, 10, 0));
    }

    @Test
    void aRightScheduleViolatesNothing() {
        assertThat(violated(COSINE)).isEmpty();
    }

    @Test
    void r1NamesACosineThatIsAboveOne() {
        assertThat(violated((step, steps) -> step > 20 ? 2 * COSINE.factor(step, steps) : COSINE.factor(step, steps)))
                .containsExactly("R1");
    }

    @Test
    void r1NamesALastStepOfRateZero() {
        assertThat(violated((step, steps) -> step == steps - 1 ? 0 : COSINE.factor(step, steps)))
                .containsExactly("R1");
    }

    @Test
    void r1NamesAProgressThatDividesZeroByZeroInARunOfOneStep() {
        LearningRateSchedule line = (step, steps) -> 1 - 0.9 * (step / (steps - 1.0));
        assertThat(ZOO.violated(new ScheduleSubject(line, 0, 0.1))).containsExactly("R1");
    }

    @Test
    void r1AndR3NameACosineThatEndsAboveOne() {
        assertThat(violated((step, steps) -> step > 20 ? 2 - COSINE.factor(step, steps) : COSINE.factor(step, steps)))
                .containsExactly("R1", "R3");
    }

    @Test
    void r2NamesAWarmUpThatBeginsOneStepLate() {
        assertThat(violated((step, steps) -> step < 10 ? Math.max(0.01, step / 10.0) : COSINE.factor(step, steps)))
                .containsExactly("R2");
    }

    @Test
    void r3NamesACosineThatForgetsTheWarmUpAndEndsEarly() {
        assertThat(violated((step, steps) -> step < 10 ? (step + 1) / 10.0 : half(0.9 * (step - 10) / steps)))
                .containsExactly("R3");
    }

    @Test
    void r4NamesAScheduleThatCountsCalls() {
        AtomicLong calls = new AtomicLong();
        assertThat(violated((step, steps) -> COSINE.factor(step, steps) * (1 - 1e-13 * (calls.incrementAndGet() % 2))))
                .containsExactly("R4");
    }
}
