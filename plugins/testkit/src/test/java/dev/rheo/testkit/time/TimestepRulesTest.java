package dev.rheo.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.testkit.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Right samplers pass every rule; each wrong one, right but for one thing, violates the one rule that names it. */
class TimestepRulesTest {
    @RegisterExtension
    static final Zoo<TimestepSampler> ZOO =
            Zoo.of(TimestepSampler.class, TimestepRules.all(), TimestepRules.lowDiscrepancy());

    private static Set<String> violated(TimestepSampler sampler) {
        return ZOO.violated(TimestepRules.all(), sampler);
    }

    @Test
    void rightSamplersViolateNothing() {
        assertThat(violated(new LogitNormal())).isEmpty();
        assertThat(violated(new Between(0.2, 1))).isEmpty();
        assertThat(violated(new Arcsine())).isEmpty();
        assertThat(violated(new Stratified())).isEmpty();
        assertThat(violated(new Thirds())).isEmpty();
        assertThat(violated(new Divided(new LogitNormal()))).isEmpty();
    }

    @Test
    void t1NamesAQuantileOffByAScale() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public double quantile(double u) {
                        return 0.95 * super.quantile(u);
                    }
                }))
                .containsExactly("T1");
        assertThat(violated(new Between(0.2, 1) {
                    @Override
                    public double quantile(double u) {
                        return 0.95 * super.quantile(u);
                    }
                }))
                .containsExactly("T1");
    }

    @Test
    void t2NamesADensityThatIsNotNormalised() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public double density(double t) {
                        return super.density(t) * Math.sqrt(2 * Math.PI);
                    }
                }))
                .containsExactly("T2");
    }

    @Test
    void t3NamesADensityInDiffusionTime() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public double density(double t) {
                        return super.density(1 - t);
                    }
                }))
                .containsExactly("T3");
    }

    @Test
    void t4NamesTimesOutsideTheUnitInterval() {
        assertThat(violated(new Between(0, 1) {
                    @Override
                    public double quantile(double u) {
                        return u == 1 ? 1 + 1e-3 : super.quantile(u);
                    }
                }))
                .containsExactly("T4");
    }

    @Test
    void t5NamesAnImportanceSamplerThatLeavesTimesOut() {
        assertThat(violated(new Divided(new Between(0.2, 1)))).containsExactly("T5");
        assertThat(violated(new Divided(new Between(0, 0.9)))).containsExactly("T5");
        assertThat(violated(new Divided(new Gap()))).containsExactly("T5");
    }

    @Test
    void t6NamesACumulativeWithTheSignOfStableDiffusion3() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public double cumulative(double t) {
                        return 1 - super.cumulative(1 - t);
                    }
                }))
                .containsExactly("T6");
    }

    @Test
    void t7NamesUniformsThatAreNotUniform() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public void uniforms(Draws draws, long firstRow, double[] u) {
                        super.uniforms(draws, firstRow, u);
                        Arrays.setAll(u, i -> Math.pow(u[i], 1.1));
                    }
                }))
                .containsExactly("T7");
    }

    @Test
    void t7NamesStrataThatRowsKeepForEver() {
        assertThat(violated(new LogitNormal() {
                    @Override
                    public void uniforms(Draws draws, long firstRow, double[] u) {
                        super.uniforms(draws, firstRow, u);
                        Arrays.setAll(u, i -> (i + u[i]) / u.length);
                    }
                }))
                .containsExactly("T7");
    }

    @Test
    void t8NamesMassesThatDoNotAddUp() {
        assertThat(violated(new Thirds() {
                    @Override
                    public double density(double t) {
                        return 0.9 * super.density(t);
                    }
                }))
                .containsExactly("T8");
    }

    @Test
    void t8NamesACumulativeThatLeavesOutTheAtomItself() {
        assertThat(violated(new Thirds() {
                    @Override
                    public double cumulative(double t) {
                        return super.cumulative(Math.nextDown(t));
                    }
                }))
                .containsExactly("T8");
    }

    @Test
    void t8NamesAQuantileBetweenTheAtoms() {
        assertThat(violated(new Thirds() {
                    @Override
                    public double quantile(double u) {
                        return u;
                    }
                }))
                .containsExactly("T8");
    }

    @Test
    void t8NamesAtomsInDiffusionTime() {
        assertThat(violated(new Thirds() {
                    @Override
                    public double[] atoms() {
                        return new double[] {1, 0.5, 0};
                    }
                }))
                .containsExactly("T8");
    }

    @Test
    void evenSamplersViolateNoRuleOfEvenness() {
        assertThat(ZOO.violated(TimestepRules.lowDiscrepancy(), new Stratified()))
                .isEmpty();
        assertThat(ZOO.violated(TimestepRules.antithetic(), new Stratified())).isEmpty();
        assertThat(ZOO.violated(TimestepRules.antithetic(), new Drawn(TimestepRulesTest::mirror)))
                .isEmpty();
    }

    @Test
    void t9NamesRowsThatAreNotEvenTogether() {
        TimestepSampler fourStrata = new Drawn((draws, u) -> {
            draws.uniforms(0, u);
            Arrays.setAll(u, i -> (i % 4 + u[i]) / 4);
        });
        TimestepSampler thirtyTwoPlaces = new Drawn((draws, u) -> {
            double start = draws.uniform(0, 0);
            Arrays.setAll(u, i -> (start + i * 0.34375) % 1);
        });
        for (TimestepSampler wrong : List.of(new Drawn(TimestepRulesTest::mirror), fourStrata, thirtyTwoPlaces)) {
            assertThat(ZOO.violated(TimestepRules.lowDiscrepancy(), wrong)).containsExactly("T9");
        }
    }

    @Test
    void t10NamesPairsThatDoNotCancel() {
        TimestepSampler independent = new LogitNormal();
        TimestepSampler twice = new Drawn((draws, u) -> {
            draws.uniforms(0, u);
            Arrays.setAll(u, i -> u[i - i % 2]);
        });
        TimestepSampler same = new Drawn((draws, u) -> Arrays.fill(u, draws.uniform(0, 0)));
        for (TimestepSampler wrong : List.of(independent, twice, same)) {
            assertThat(ZOO.violated(TimestepRules.antithetic(), wrong)).containsExactly("T10");
        }
    }

    @Test
    void t10NamesAnEvenSpreadThatSwingsFromStepToStep() {
        // F(x) = x ± c x (1 − x) with the sign of a coin and c as large as T9 lets through; uniform on average.
        TimestepSampler swinging = new Drawn((draws, u) -> {
            int n = u.length;
            double c = 4 * (1.6 * Math.log(n) - 1) / n * (draws.uniform(0, 1) < 0.5 ? 1 : -1);
            for (int i = 0; i < n; i++) {
                double p = (i + draws.uniform(i, 0)) / n;
                u[i] = 2 * p / (1 + c + Math.sqrt((1 + c) * (1 + c) - 4 * c * p));
            }
        });
        assertThat(ZOO.violated(TimestepRules.lowDiscrepancy(), swinging)).containsExactly("T10");
    }

    private static void mirror(Draws draws, double[] u) {
        draws.uniforms(0, u);
        Arrays.setAll(u, i -> i % 2 == 0 ? u[i] : 1 - u[i - 1]);
    }

    /** A law with other uniforms. */
    private static final class Drawn extends LogitNormal {
        private final BiConsumer<Draws, double[]> fill;

        Drawn(BiConsumer<Draws, double[]> fill) {
            this.fill = fill;
        }

        @Override
        public void uniforms(Draws draws, long firstRow, double[] u) {
            fill.accept(draws, u);
        }
    }

    /** A law whose density is divided out of the loss. */
    private record Divided(TimestepSampler of) implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return of.quantile(u);
        }

        @Override
        public double cumulative(double t) {
            return of.cumulative(t);
        }

        @Override
        public double density(double t) {
            return of.density(t);
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }

    /** Uniform, but for the middle fifth. */
    private static final class Gap implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return u <= 0.5 ? 0.8 * u : 0.2 + 0.8 * u;
        }

        @Override
        public double cumulative(double t) {
            double spared = Math.min(0.6, Math.max(0.4, t)) - 0.4;
            return Math.min(1, Math.max(0, (t - spared) / 0.8));
        }

        @Override
        public double density(double t) {
            return t < 0 || t > 1 || t > 0.4 && t < 0.6 ? 0 : 1.25;
        }
    }

    /** 0, ½ and 1, each alike. */
    private static class Thirds implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return u <= 1 / 3.0 ? 0 : u <= 2 / 3.0 ? 0.5 : 1;
        }

        @Override
        public double cumulative(double t) {
            return t < 0 ? 0 : t < 0.5 ? 1 / 3.0 : t < 1 ? 2 / 3.0 : 1;
        }

        @Override
        public double density(double t) {
            return t == 0 || t == 0.5 || t == 1 ? 1 / 3.0 : 0;
        }

        @Override
        public double[] atoms() {
            return new double[] {0, 0.5, 1};
        }
    }

    private static class LogitNormal implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return 1 / (1 + Math.exp(-0.4 - 0.8 * Normal.quantile(u)));
        }

        @Override
        public double cumulative(double t) {
            return Normal.cumulative((Math.log(t / (1 - t)) - 0.4) / 0.8);
        }

        @Override
        public double density(double t) {
            return t <= 0 || t >= 1 ? 0 : Normal.density((Math.log(t / (1 - t)) - 0.4) / 0.8) / (0.8 * t * (1 - t));
        }
    }

    private static class Between implements TimestepSampler {
        private final double from;
        private final double to;

        Between(double from, double to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public double quantile(double u) {
            return from + u * (to - from);
        }

        @Override
        public double cumulative(double t) {
            return Math.min(1, Math.max(0, (t - from) / (to - from)));
        }

        @Override
        public double density(double t) {
            return from <= t && t <= to ? 1 / (to - from) : 0;
        }
    }

    /** A density that is infinite at both ends, divided out of the loss. */
    private static final class Arcsine implements TimestepSampler {
        @Override
        public double quantile(double u) {
            double sine = Math.sin(Math.PI * u / 2);
            return sine * sine;
        }

        @Override
        public double cumulative(double t) {
            return 2 / Math.PI * Math.asin(Math.sqrt(Math.min(1, Math.max(0, t))));
        }

        @Override
        public double density(double t) {
            return 1 / (Math.PI * Math.sqrt(t * (1 - t)));
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }

    /** One shift for a whole grid: every entry is uniform, the batch far more even than independent draws. */
    private static final class Stratified extends LogitNormal {
        @Override
        public void uniforms(Draws draws, long firstRow, double[] u) {
            double shift = draws.uniform(0, 1);
            Arrays.setAll(u, i -> (shift + (double) i / u.length) % 1);
        }
    }
}
