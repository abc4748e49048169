package dev.rheo.plugins.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.plugins.optimizers.WarmupStableDecayRate.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Factors by hand. Step 110 of a run of 110 is the one after the last: there the floor is reached exactly. */
class ScheduleValuesTest {
    private static final Warmup TEN = new Warmup(10);

    private static double[] factors(LearningRateSchedule schedule, long steps, long... at) {
        return LongStream.of(at)
                .mapToDouble(step -> schedule.factor(step, steps))
                .toArray();
    }

    private static LearningRateSchedule warmupStableDecay(Warmup rise, double decay, Shape shape, double floor) {
        return new WarmupStableDecayRate(new WarmupStableDecayRate.Config(rise, decay, shape, floor));
    }

    @Test
    void allRiseAlikeInTheWarmUp() {
        List<LearningRateSchedule> schedules = List.of(
                new ConstantRate(new ConstantRate.Config(TEN)),
                new CosineRate(new CosineRate.Config(TEN, 0.3)),
                new LinearRate(new LinearRate.Config(TEN, 0.3)),
                new PolynomialRate(new PolynomialRate.Config(TEN, 0.5, 0.3)),
                new ExponentialRate(new ExponentialRate.Config(TEN, 0.3)),
                new StepRate(new StepRate.Config(TEN, 1L, List.of(), 0.5, 0)),
                new InverseSqrtRate(new InverseSqrtRate.Config(TEN, 1)),
                warmupStableDecay(TEN, 1, Shape.SQRT, 0.3),
                new CosineRestartsRate(new CosineRestartsRate.Config(TEN, 4, 1, 0.3)));

        for (LearningRateSchedule schedule : schedules) {
            assertThat(factors(schedule, 110, 0, 4, 9, 10))
                    .as(schedule.getClass().getSimpleName())
                    .containsExactly(0.1, 0.5, 1, 1);
        }
    }

    @Test
    void cosine() {
        assertThat(factors(new CosineRate(new CosineRate.Config(TEN, 0.2)), 110, 10, 35, 60, 85, 110))
                .containsExactly(
                        new double[] {1, 0.6 + 0.4 * Math.sqrt(0.5), 0.6, 0.6 - 0.4 * Math.sqrt(0.5), 0.2},
                        within(1e-15));
    }

    @Test
    void linear() {
        assertThat(factors(new LinearRate(new LinearRate.Config(TEN, 0)), 110, 10, 35, 60, 85, 110))
                .containsExactly(1, 0.75, 0.5, 0.25, 0);
        assertThat(factors(new LinearRate(new LinearRate.Config(TEN, 0.5)), 110, 60, 85, 110))
                .containsExactly(0.75, 0.625, 0.5);
    }

    @Test
    void polynomial() {
        assertThat(factors(new PolynomialRate(new PolynomialRate.Config(TEN, 2, 0)), 110, 10, 35, 60, 85, 110))
                .containsExactly(1, 0.5625, 0.25, 0.0625, 0);
        assertThat(factors(new PolynomialRate(new PolynomialRate.Config(TEN, 0.5, 0.5)), 110, 10, 85, 110))
                .containsExactly(1, 0.75, 0.5);
    }

    @Test
    void exponential() {
        LearningRateSchedule schedule = new ExponentialRate(new ExponentialRate.Config(TEN, 0.0001));

        assertThat(factors(schedule, 110, 10, 35, 60, 85, 110))
                .containsExactly(new double[] {1, 0.1, 0.01, 0.001, 0.0001}, within(1e-15));
        assertThat(schedule.factor(110, 110)).isEqualTo(0.0001);
    }

    @Test
    void exponentialFallsByTheSameFactorOnEveryStep() {
        LearningRateSchedule schedule = new ExponentialRate(new ExponentialRate.Config(new Warmup(0), 0.5));

        for (int step = 0; step < 100; step++) {
            assertThat(schedule.factor(step + 1, 100) / schedule.factor(step, 100))
                    .isCloseTo(Math.pow(0.5, 0.01), within(1e-15));
        }
    }

    @Test
    void stepFallsEverySoManyStepsAfterTheWarmUp() {
        LearningRateSchedule schedule = new StepRate(new StepRate.Config(TEN, 20L, List.of(), 0.5, 0.1));

        assertThat(factors(schedule, 1000, 10, 29, 30, 49, 50, 70, 90, 999))
                .containsExactly(1, 1, 0.5, 0.5, 0.25, 0.125, 0.1, 0.1);
    }

    @Test
    void stepFallsAtMilestonesOfTheRun() {
        LearningRateSchedule schedule = new StepRate(new StepRate.Config(TEN, null, List.of(40L, 80L), 0.25, 0));

        assertThat(factors(schedule, 100, 39, 40, 79, 80, 99)).containsExactly(1, 0.25, 0.25, 0.0625, 0.0625);
    }

    @Test
    void inverseSqrtHoldsTheBaseRateUntilTheReference() {
        LearningRateSchedule schedule = new InverseSqrtRate(new InverseSqrtRate.Config(TEN, 100));

        assertThat(factors(schedule, 1000, 10, 99, 100, 400, 900)).containsExactly(1, 1, 1, 0.5, 1 / 3.0);
    }

    @Test
    void inverseSqrtFallsAfterALongerWarmUpAsVaswaniHasIt() {
        LearningRateSchedule schedule = new InverseSqrtRate(new InverseSqrtRate.Config(new Warmup(4000), 1));

        for (long step = 0; step < 20_000; step++) {
            double first = Math.max(step, 1);
            double vaswani = step < 4000 ? (step + 1) * Math.pow(4000, -1.5) : Math.pow(first, -0.5);
            assertThat(schedule.factor(step, 20_000)).isCloseTo(vaswani * Math.sqrt(4000), within(1e-14));
        }
    }

    @Test
    void inverseSqrtDoesNotDependOnTheLengthOfTheRun() {
        LearningRateSchedule schedule = new InverseSqrtRate(new InverseSqrtRate.Config(TEN, 100));

        assertThat(schedule.factor(777, 1000)).isEqualTo(schedule.factor(777, 1_000_000));
    }

    /**
     * {@code torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1.0, total_steps=50, cycle_momentum=False)} and its
     * {@code get_last_lr()} after k calls of {@code step()}, torch 1.13; then {@code total_steps=7} and {@code 2}, and
     * {@code total_steps=20, pct_start=0.5, div_factor=10, final_div_factor=100}.
     */
    @Test
    void oneCycleIsThatOfPyTorch() {
        LearningRateSchedule schedule = new OneCycleRate(new OneCycleRate.Config(0.3, 0.04, 4e-6));
        assertThat(factors(schedule, 50, 0, 7, 14, 21, 28, 35, 42, 49))
                .containsExactly(
                        new double[] {
                            0.04,
                            0.52,
                            1.0,
                            0.904508879153485,
                            0.654509879153485,
                            0.3454941208465151,
                            0.09549512084651508,
                            4e-06
                        },
                        within(1e-15));
        assertThat(factors(schedule, 7, 0, 1, 2, 3, 4, 5, 6))
                .containsExactly(
                        new double[] {
                            0.04,
                            0.9805566273349586,
                            0.9190443762697106,
                            0.6726838364805451,
                            0.35773877573965707,
                            0.0992967918932656,
                            4e-06
                        },
                        within(1e-15));
        assertThat(factors(schedule, 2, 0, 1)).containsExactly(new double[] {0.811745653949763, 4e-06}, within(1e-15));
        assertThat(factors(new OneCycleRate(new OneCycleRate.Config(0.5, 0.1, 0.001)), 20, 0, 2, 4, 10, 18, 19))
                .containsExactly(
                        new double[] {
                            0.1, 0.2052800005964599, 0.47185832004988126, 0.9755527298894292, 0.02544727011057081, 0.001
                        },
                        within(1e-15));
    }

    @Test
    void oneCycleHasItsEndsAndItsPeakExactly() {
        LearningRateSchedule schedule = new OneCycleRate(new OneCycleRate.Config(0.25, 0.03, 0.007));

        assertThat(factors(schedule, 400, 0, 99, 399)).containsExactly(0.03, 1, 0.007);
    }

    @Test
    void warmupStableDecayHoldsTheBaseRateAndFallsAtTheEnd() {
        assertThat(factors(warmupStableDecay(TEN, 0.25, Shape.LINEAR, 0), 400, 10, 299, 300, 350, 375, 400))
                .containsExactly(1, 1, 1, 0.5, 0.25, 0);
        assertThat(factors(warmupStableDecay(TEN, 0.25, Shape.SQRT, 0), 400, 299, 300, 325, 381, 400))
                .containsExactly(1, 1, 0.5, 1 - 0.9, 0);
        assertThat(factors(warmupStableDecay(TEN, 0.25, Shape.COSINE, 0.5), 400, 299, 300, 350, 400))
                .containsExactly(1, 1, 0.75, 0.5);
    }

    @Test
    void warmupStableDecayFallsOnlyAfterTheWarmUp() {
        assertThat(factors(warmupStableDecay(new Warmup(60), 0.9, Shape.LINEAR, 0), 100, 29, 59, 60, 80, 100))
                .containsExactly(0.5, 1, 1, 0.5, 0);
    }

    @Test
    void cosineRestartsBeginAnewAtTheEndOfEachCycle() {
        LearningRateSchedule doubling = new CosineRestartsRate(new CosineRestartsRate.Config(TEN, 3, 2, 0.5));
        // 700 steps after the warm-up: cycles of 100, 200 and 400
        assertThat(factors(doubling, 710, 10, 60, 110, 210, 310, 510, 710))
                .containsExactly(1, 0.75, 1, 0.75, 1, 0.75, 0.5);
        assertThat(doubling.factor(109, 710)).isCloseTo(0.5, within(1e-3));

        LearningRateSchedule equal = new CosineRestartsRate(new CosineRestartsRate.Config(new Warmup(0), 49, 1, 0));
        for (int cycle = 0; cycle < 49; cycle++) {
            assertThat(factors(equal, 98, 2 * cycle, 2 * cycle + 1))
                    .containsExactly(new double[] {1, 0.5}, within(1e-15));
        }
    }
}
