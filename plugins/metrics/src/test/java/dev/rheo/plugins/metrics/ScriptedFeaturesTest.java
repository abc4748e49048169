package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module of features.py returns the mean and the largest of the numbers of a sample. */
class ScriptedFeaturesTest {
    @TempDir
    private Path folder;

    @Test
    void areWhatTheModuleReturns() throws URISyntaxException {
        Features features = extractor(module());
        Points found = features.map().apply(pictures().points());
        assertThat(found.dimension()).isEqualTo(2);
        assertThat(found.count()).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(found.at(i, 0)).isEqualTo(i + 0.5f);
            assertThat(found.at(i, 1)).isEqualTo(i + 2);
        }
        assertThat(features.name()).isEqualTo("torchscript");
        assertThat(features.hash()).hasSize(64);
    }

    @Test
    void aFileThatIsNoModuleIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pt"), "no module");
        assertThatThrownBy(() -> extractor(file).map().apply(pictures().points()))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("text.pt is not a TorchScript module that can be loaded");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> extractor(folder.resolve("none.pt")))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("none.pt cannot be read");
    }

    private static Features extractor(Path file) {
        Rows rows = pictures();
        return new Extractor(Extractor.Kind.TORCHSCRIPT, file, 64, 64, 1000).of(FakeEvaluation.of(rows, rows, rows));
    }

    private static Path module() throws URISyntaxException {
        return Path.of(ScriptedFeaturesTest.class
                .getResource("/torchscript/features.pt")
                .toURI());
    }

    /** More than one batch of pictures of four pixels: i − 1, i, i + 1, i + 2. */
    private static Rows pictures() {
        float[] values = new float[4 * 300];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 4 + i % 4 - 1;
        }
        return Rows.unlabelled(new Points(values, 300, 4), SampleShape.of(1, 2, 2));
    }
}
