package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    private static final List<MetricRow> METRICS =
            Fakes.report(new Pictures.None()).metrics();

    @Test
    void showsEveryNumberInColumns() {
        assertThat(MetricsText.render(METRICS, 80)).isEqualTo("""
                metric                  value      floor  x floor      samples
                ------------------  ---------  ---------  -------  -----------
                wasserstein            0.1073    0.09519     1.13         2000
                sliced-wasserstein    0.04120    0.03650     1.13         2000
                mmd                 8.100e-04  7.700e-04     1.05  2000 / 1000
                path-energy           0.03740          -        -         2000
                  path energy           3.219                                 \s
                  straightness        0.03120                                 \s
                """.replaceAll(" +\n", "\n"));
    }

    @Test
    void dropsColumnsFromTheRightWhereTheTerminalIsNarrow() {
        assertThat(MetricsText.render(METRICS, 50).lines().findFirst())
                .hasValue("metric                  value      floor  x floor");
        assertThat(MetricsText.render(METRICS, 30).lines().findFirst()).hasValue("metric                  value");
    }

    @Test
    void neverWritesALineLongerThanAsked() {
        for (int width = 20; width < 90; width++) {
            int limit = width;
            assertThat(MetricsText.render(METRICS, width).lines()).allMatch(line -> line.length() <= limit);
        }
    }

    @Test
    void letsNoControlCharacterReachATerminal() {
        MetricRow row = new MetricRow("a\u001b[31mb\n", 1, OptionalDouble.empty(), Map.of(), 0, 0, "");

        assertThat(MetricsText.render(List.of(row), 80)).contains("a?[31mb?").doesNotContain("\u001b");
    }

    @Test
    void detailsThatAreWholeNumbersAreShownInFull() {
        MetricRow row = new MetricRow(
                "kid",
                1,
                OptionalDouble.empty(),
                Map.of("features-hash", 87594975672875.0, "large", 1234567.5),
                0,
                0,
                "");

        assertThat(MetricsText.render(List.of(row), 80))
                .contains(" 87594975672875")
                .contains(" 1.235e+06");
    }

    @Test
    void aFloorOfZeroHasNoRatio() {
        MetricRow row = new MetricRow("mmd", 1, OptionalDouble.of(0), Map.of(), 0, 0, "");

        assertThat(row.ratio()).isEmpty();
    }
}
