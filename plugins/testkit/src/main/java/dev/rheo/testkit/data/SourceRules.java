package dev.rheo.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What every source distribution satisfies. Statistical rules run on fixed seeds; they state their false-alarm rates. */
public final class SourceRules {
    private static final int ROWS = 64;
    private static final int NUMBERS = 200_000;

    private SourceRules() {}

    public static List<Rule<SourceSubject>> all() {
        return List.of(
                new Rule<>("Q1", "a row depends on the draws and its number alone", SourceRules::addressed),
                new Rule<>("Q2", "other draws give other rows, all finite", SourceRules::fresh),
                new Rule<>("Q3", "exactly the rows asked for are written", SourceRules::confined),
                new Rule<>(
                        "Q4",
                        "a source that claims to be Gaussian is N(0, 1) in every number",
                        Status.OPTIONAL.stochastic(200_000, 1e-6),
                        SourceSubject::claimsGaussian,
                        SourceRules::normal),
                new Rule<>(
                        "Q5",
                        "a source that claims to be Gaussian has independent numbers",
                        Status.OPTIONAL.stochastic(200_000, 1e-8),
                        SourceSubject::claimsGaussian,
                        SourceRules::independent),
                new Rule<>("Q6", "a source does not refuse the shape that it gives", SourceRules::fits),
                new Rule<>("Q7", "a density is given if and only if it is claimed", SourceRules::claimed),
                new Rule<>(
                        "Q8",
                        "the density is that of the samples",
                        Status.OPTIONAL.stochastic(50_000, 1e-8),
                        subject -> subject.claims(TraitNames.SOURCE_DENSITY)
                                && subject.shape().size() <= 4,
                        SourceRules::density));
    }

    private static void addressed(SourceSubject subject) {
        int size = subject.shape().size();
        float[] whole = rows(subject, draws(0), 10, ROWS);
        for (int split : new int[] {1, 7, ROWS}) {
            float[] parts = new float[whole.length];
            IntStream.range(0, (ROWS + split - 1) / split).parallel().forEach(part -> {
                int from = part * split;
                float[] some = rows(subject, draws(0), 10 + from, Math.min(split, ROWS - from));
                System.arraycopy(some, 0, parts, from * size, some.length);
            });
            assertThat(parts).as("in batches of " + split).isEqualTo(whole);
        }
    }

    private static void fresh(SourceSubject subject) {
        float[] first = rows(subject, draws(0), 0, ROWS);
        assertThat(rows(subject, draws(1), 0, ROWS)).isNotEqualTo(first);
        for (float value : first) {
            assertThat(value).isFinite();
        }
    }

    private static void confined(SourceSubject subject) {
        SampleShape shape = subject.shape();
        float[] into = new float[(ROWS + 2) * shape.size()];
        Arrays.fill(into, Float.NaN);
        subject.source().sample(draws(0), 0, ROWS, shape, into);
        for (int i = 0; i < into.length; i++) {
            assertThat(Float.isNaN(into[i])).as("number " + i + " untouched").isEqualTo(i >= ROWS * shape.size());
        }
    }

    /** Kolmogorov–Smirnov on 200 000 numbers; false-alarm rate 1e-6. */
    private static void normal(SourceSubject subject) {
        float[] values = rows(subject, draws(2), 0, NUMBERS / subject.shape().size());
        Arrays.sort(values);
        double greatest = 0;
        for (int i = 0; i < values.length; i++) {
            double expected = Normal.cumulative(values[i]);
            greatest = Math.max(
                    greatest, Math.max(expected - (double) i / values.length, (i + 1.0) / values.length - expected));
        }
        assertThat(greatest)
                .as("distance of the distribution functions")
                .isLessThan(Math.sqrt(Math.log(2e6) / (2 * values.length)));
    }

    /** Correlations of neighbouring dimensions and rows within 6 standard errors; false-alarm rate below 1e-8. */
    private static void independent(SourceSubject subject) {
        int size = subject.shape().size();
        float[] values = rows(subject, draws(3), 0, NUMBERS / size);
        for (int lag : new int[] {1, size}) {
            int n = values.length - lag;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (double) values[i] * values[i + lag];
            }
            assertThat(sum / n).as("correlation at distance " + lag).isCloseTo(0, within(6 / Math.sqrt(n)));
        }
    }

    private static void fits(SourceSubject subject) {
        assertThat(subject.source().mismatch(subject.shape())).isEmpty();
    }

    private static void claimed(SourceSubject subject) {
        Points rows = points(subject, ROWS);
        Optional<double[]> density = subject.source().logDensity(rows);
        assertThat(density.isPresent()).as("a density is given").isEqualTo(subject.claims(TraitNames.SOURCE_DENSITY));
        density.ifPresent(given -> {
            assertThat(given).hasSize(ROWS);
            assertThat(subject.source().logDensity(rows.slice(ROWS / 2, 1)).orElseThrow())
                    .as("one row by itself")
                    .containsExactly(given[ROWS / 2]);
        });
    }

    /** The mean of 1/p over the samples in a box is the box's volume, within 6 standard errors; false-alarm rate below 1e-8. */
    private static void density(SourceSubject subject) {
        int n = NUMBERS / 4;
        Points rows = points(subject, n);
        double[] density = subject.source().logDensity(rows).orElse(new double[0]);
        for (double at = -1; density.length > 0 && at <= 1; at += 0.5) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < n; row++) {
                double share = inside(rows, row, at) ? Math.exp(-density[row]) : 0;
                sum += share;
                squares += share * share;
            }
            double mean = sum / n;
            double error = Math.sqrt((squares / n - mean * mean) / n);
            assertThat(mean).as("mean of 1/p in the unit cube around " + at).isCloseTo(1, within(6 * error + 1e-6));
        }
    }

    private static boolean inside(Points rows, int row, double middle) {
        for (int k = 0; k < rows.dimension(); k++) {
            if (Math.abs(rows.at(row, k) - middle) > 0.5) {
                return false;
            }
        }
        return true;
    }

    private static Points points(SourceSubject subject, int count) {
        return new Points(
                rows(subject, draws(4), 0, count), count, subject.shape().size());
    }

    private static Draws draws(long step) {
        return new RandomStreams(5).at("source", step);
    }

    private static float[] rows(SourceSubject subject, Draws draws, long firstRow, int count) {
        float[] into = new float[count * subject.shape().size()];
        subject.source().sample(draws, firstRow, count, subject.shape(), into);
        return into;
    }
}
