package dev.rheo.testkit.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.FittedAutoencoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Rules on parameters that are computed from the data. */
final class FitRules {
    private static final int ROWS = 60;
    private static final int ASKED = 8;

    private FitRules() {}

    static void exact(AutoencoderSubject subject) {
        FittedAutoencoder autoencoder = (FittedAutoencoder) subject.autoencoder();
        for (Shape sample : subject.supported()) {
            AutoencoderGraphs graphs = AutoencoderGraphs.of(autoencoder, sample);
            int d = (int) sample.size();
            Points rows =
                    Numbers.affine(ROWS, d, (int) Math.min(d, graphs.latent().size()));
            Map<String, double[]> parameters = Numbers.doubles(autoencoder.fit(rows, sample, Numbers.STREAMS));
            double[] x = Numbers.doubles(rows);
            double[] z = Numbers.run(graphs.encoder(), parameters, x, ROWS);
            double[] decoded = Numbers.run(graphs.decoder(), parameters, z, ROWS);
            for (int i = 0; i < x.length; i++) {
                assertThat(decoded[i])
                        .as("number " + i % d + " of row " + i / d + ", decoded")
                        .isCloseTo(x[i], within(1e-5 * (1 + Math.abs(x[i]))));
            }
        }
    }

    static void pure(AutoencoderSubject subject) {
        FittedAutoencoder autoencoder = (FittedAutoencoder) subject.autoencoder();
        for (Shape sample : subject.supported()) {
            AutoencoderGraphs graphs = AutoencoderGraphs.of(autoencoder, sample);
            Points rows = new Points(
                    Numbers.affine(ROWS, (int) sample.size(), (int) sample.size())
                            .values(),
                    ROWS,
                    (int) sample.size());
            float[] before = rows.values().clone();
            Map<String, float[]> first = autoencoder.fit(rows, sample, Numbers.STREAMS);
            assertThat(rows.values()).as("the rows after a fit").containsExactly(before);
            complete(graphs.encoder(), first);
            complete(graphs.decoder(), first);
            List<Map<String, float[]>> again = IntStream.range(0, ASKED)
                    .parallel()
                    .mapToObj(i -> autoencoder.fit(rows, sample, Numbers.STREAMS))
                    .toList();
            for (Map<String, float[]> other : again) {
                first.forEach((name, numbers) -> assertThat(Objects.requireNonNull(other.get(name), name))
                        .as(name + ", fitted again")
                        .containsExactly(numbers));
            }
        }
    }

    private static void complete(Graph graph, Map<String, float[]> fitted) {
        for (Parameter parameter : graph.parameters()) {
            float[] numbers = fitted.get(parameter.name());
            assertThat(numbers).as("the numbers of " + parameter.name()).isNotNull();
            assertThat(Objects.requireNonNull(numbers))
                    .hasSize((int) parameter.shape().size());
            for (float number : numbers) {
                assertThat(number).as("a number of " + parameter.name()).isFinite();
            }
        }
    }
}
