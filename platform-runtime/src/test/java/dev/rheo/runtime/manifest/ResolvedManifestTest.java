package dev.rheo.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedManifestTest {
    @TempDir
    Path directory;

    private final Schemas schemas = new Schemas();

    private ExperimentSpec load(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Bound<ExperimentSpec> bound =
                new ManifestLoader(TestCatalogue.healthy(), schemas).load(file, List.of(), directory);
        assertThat(bound.diagnostics()).isEmpty();
        return bound.value();
    }

    @Test
    void every_default_is_written_out() throws IOException {
        ExperimentSpec spec = load("m.yaml", "rheo: 1\nname: test\ndata: moons\npath: linear\nnetwork: mlp\n");
        Golden.check("resolved.yaml", new ResolvedManifest(schemas).write(spec));
    }

    @Test
    void it_reads_back_to_an_equal_experiment() throws IOException {
        ExperimentSpec spec = load("m.yaml", """
                rheo: 1
                name: test
                seed: -9223372036854775808
                data: {type: csv, file: "a b/\\u00e9: #1.csv", columns: ["1", "true", "x: y", "", " z", "- q", "a\\nb"]}
                source: {type: data-set, from: {type: csv, file: /abs.csv, labelColumn: 0}}
                path: {type: linear, sigma: 1e-7}
                coupling: {type: minibatch-ot, solver: linear-program, withinLabels: true}
                network: {type: mlp, widths: [1], scales: {"true": 0.1, "a.b": 1e300, "": 123456789.125}}
                train: {ema: [0.99, 0.999], clip: 0.1}
                evaluate: [{type: sliced-wasserstein, projections: 3}, wasserstein]
                plugins: {builtin: "^1.0.0"}
                """);
        String written = new ResolvedManifest(schemas).write(spec);
        assertThat(load("resolved.yaml", written)).isEqualTo(spec);
        assertThat(new ResolvedManifest(schemas).write(load("again.yaml", written)))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "~", "1", "1e3", "0x1", "yes: no", "#", "- a", "a #b", "'", "\"", "\t", "…", "a\u2028b"})
    void texts_that_look_like_something_else_are_quoted(String text) {
        assertThat(YamlText.of(text)).startsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "linear-program", "/data/digits.csv", "two words", "yes"})
    void plain_words_are_not(String text) {
        assertThat(YamlText.of(text)).isEqualTo(text);
    }
}
