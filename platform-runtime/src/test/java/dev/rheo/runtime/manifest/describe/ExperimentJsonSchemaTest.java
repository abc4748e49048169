package dev.rheo.runtime.manifest.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.manifest.Golden;
import dev.rheo.runtime.manifest.ManifestLoader;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.TestCatalogue;
import dev.rheo.runtime.plugin.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The schema and the binder agree on manifests; the check of the schema is independent of both. */
class ExperimentJsonSchemaTest {
    private static final String START = "rheo: 1\nname: t\nnetwork: mlp\n";

    @TempDir
    Path directory;

    private final Catalogue catalogue = TestCatalogue.healthy();

    private List<String> bySchema(String manifest) {
        String json = new ExperimentJsonSchema(catalogue, new Schemas()).json();
        Map<String, Object> schema = JsonMapper.shared().readValue(json, new TypeReference<>() {});
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new JsonSchemaCheck(schema).problems(new Load(settings).loadFromString(manifest));
    }

    private boolean byBinder(String manifest) throws IOException {
        Path file = Files.writeString(directory.resolve("m.yaml"), manifest);
        return new ManifestLoader(catalogue, new Schemas())
                        .load(file, List.of(), directory)
                        .value()
                != null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: moons\npath: linear",
                "data: {type: csv, file: a.csv, labelColumn: null, heldOut: 0.2}\npath: {type: cond-ot, sigmaMin: 0}",
                "data: moons\npath: {type: linear}\ncoupling: {type: minibatch-ot, withinLabels: true, solver: auto}",
                "data: moons\npath: linear\ntrain: {steps: 10, optimizer: {learningRate: 1e-3}, ema: 0.9}",
                "data: moons\npath: linear\ntrain: {ema: [0.9, 0.99]}\nevaluate: wasserstein",
                "data: moons\npath: linear\nevaluate: [{type: sliced-wasserstein, projections: 3}, wasserstein]",
                "data: moons\npath: linear\nsource: {type: data-set, from: {type: csv, file: x}}",
                "data: moons\npath: linear\nplugins: {builtin: ^1.0.0}\nguidance: ~"
            })
    void what_binds_passes(String manifest) throws IOException {
        assertThat(byBinder(START + manifest)).isTrue();
        assertThat(bySchema(START + manifest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: moons",
                "data: moons\npath: bent",
                "data: csv\npath: linear",
                "data: {type: csv}\npath: linear",
                "data: {noise: 1}\npath: linear",
                "data: {type: moons, nois: 1}\npath: linear",
                "data: {type: moons, noise: -1}\npath: linear",
                "data: {type: moons, noise: fast}\npath: linear",
                "data: moons\npath: {type: cond-ot, sigmaMin: 1}",
                "data: moons\npath: linear\ncoupling: {type: minibatch-ot, solver: simplex}",
                "data: moons\npath: linear\ncoupling: {withinLabels: true}",
                "data: moons\npath: linear\ntrain: {steps: 1.5}",
                "data: moons\npath: linear\ntrain: {stpes: 1}",
                "data: moons\npath: linear\ntrain: {optimizer: {rate: 1}}",
                "data: moons\npath: linear\nevaluate: [wasserstein, {projections: 3}]",
                "data: moons\npath: linear\nsource: {type: data-set, from: csv}",
                "data: moons\npath: linear\nseed: yes"
            })
    void what_does_not_bind_fails(String manifest) throws IOException {
        assertThat(byBinder(START + manifest)).isFalse();
        assertThat(bySchema(START + manifest)).isNotEmpty();
    }

    @Test
    void a_file_that_extends_another_may_leave_things_out() {
        assertThat(bySchema("extends: base.yaml\ntrain: {steps: 3}\n")).isEmpty();
        assertThat(bySchema("train: {steps: 3}\n")).isNotEmpty();
    }

    @Test
    void the_same_catalogue_gives_the_same_text() {
        Golden.check("experiment-v1.json", new ExperimentJsonSchema(catalogue, new Schemas()).json());
    }

    @Test
    void an_empty_catalogue_still_gives_a_schema() {
        Catalogue empty = new Catalogue(catalogue.kinds(), List.of(), List.of());
        Map<String, Object> bare = new ExperimentJsonSchema(empty, new Schemas()).tree();
        assertThat(new JsonSchemaCheck(bare).problems(Map.of("rheo", 1, "path", "linear")))
                .isNotEmpty();
    }
}
