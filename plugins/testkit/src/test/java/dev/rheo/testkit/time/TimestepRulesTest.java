package dev.rheo.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.testkit.Rule;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Right samplers pass every rule; each wrong one, right but for one thing, violates the one rule that names it. */
class TimestepRulesTest {
    private static Set<String> violated(TimestepSampler sampler) {
        return Rule.violated(TimestepRules.all(), sampler);
    }

    @Test
    void rightSamplersViolateNothing() {
        assertThat(violated(new LogitNormal())).isEmpty();
        assertThat(violated(new Between(0.2, 1))).isEmpty();
        assertThat(violated(new Arcsine())).isEmpty();
        assertThat(violated(new Stratified())).isEmpty();
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
        assertThat(violated(new Between(0.2, 1) {
                    @Override
                    public Weighting weighting() {
                        return Weighting.IMPORTANCE;
                    }
                }))
                .containsExactly("T5");
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
