package dev.rheo.testkit.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.network.Support;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rules on how an autoencoder is written down, and on what its two graphs compute. */
final class GraphRules {
    private static final int BATCH = 3;
    private static final double[] SIZES = {1, 1e3};

    private GraphRules() {}

    static void supported(AutoencoderSubject subject) {
        for (Shape sample : subject.samples()) {
            Autoencoder autoencoder = subject.autoencoder();
            Support answer = autoencoder.supports(sample);
            assertThat(autoencoder.supports(sample)).as("support, asked twice").isEqualTo(answer);
            if (answer instanceof Support.No no) {
                assertThat(no.why()).as("why " + sample + " is not supported").isNotBlank();
                assertThat(no.remedy()).as("what to do about it").isNotBlank();
            } else {
                build(autoencoder, sample);
            }
        }
    }

    /** Throws if shapes are not those promised. */
    private static void build(Autoencoder autoencoder, Shape sample) {
        AutoencoderGraphs.of(autoencoder, sample);
        AutoencoderGraphs.joint(autoencoder, sample);
        if (autoencoder instanceof TrainedAutoencoder trained) {
            AutoencoderGraphs.loss(trained, sample);
        }
    }

    static void deterministic(AutoencoderSubject subject) {
        for (Shape sample : subject.supported()) {
            AutoencoderGraphs first = AutoencoderGraphs.of(subject.autoencoder(), sample);
            AutoencoderGraphs second = AutoencoderGraphs.of(subject.autoencoder(), sample);
            for (int part = 0; part < 2; part++) {
                assertThat(Numbers.text(graph(second, part)))
                        .as("operations for samples " + sample + ", asked twice")
                        .isEqualTo(Numbers.text(graph(first, part)));
                assertThat(parameters(graph(second, part)))
                        .as("parameters for samples " + sample + ", asked twice")
                        .isEqualTo(parameters(graph(first, part)));
            }
        }
    }

    private static Graph graph(AutoencoderGraphs graphs, int part) {
        return part == 0 ? graphs.encoder() : graphs.decoder();
    }

    private static List<String> parameters(Graph graph) {
        return graph.parameters().stream()
                .map(p -> p.name() + " " + p.shape() + " " + p.init() + " " + p.decayed())
                .toList();
    }

    static void rows(AutoencoderSubject subject) {
        for (Shape sample : subject.supported()) {
            AutoencoderGraphs graphs = AutoencoderGraphs.of(subject.autoencoder(), sample);
            for (double size : SIZES) {
                rows(graphs.encoder(), size);
                rows(graphs.decoder(), size);
            }
        }
    }

    private static void rows(Graph graph, double size) {
        Map<String, double[]> parameters = Numbers.parameters(graph);
        int d = (int) graph.inputs().get(0).shape().size();
        double[] x = Numbers.gaussian("rows", (long) BATCH * d, size);
        double[] all = Numbers.run(graph, parameters, x, BATCH);
        int out = all.length / BATCH;
        for (int i = 0; i < BATCH; i++) {
            double[] alone = Numbers.run(graph, parameters, Arrays.copyOfRange(x, i * d, (i + 1) * d), 1);
            for (int k = 0; k < out; k++) {
                assertThat(alone[k]).as("a result at rows of size " + size).isFinite();
                assertThat(all[i * out + k])
                        .as("row " + i + " of " + BATCH + ", beside the same row alone")
                        .isCloseTo(alone[k], within(1e-9 * (1 + Math.abs(alone[k]))));
            }
        }
    }
}
