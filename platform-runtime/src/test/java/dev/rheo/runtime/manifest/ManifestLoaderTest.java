package dev.rheo.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.plugin.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestLoaderTest {
    private static final String MINIMAL = "rheo: 1\nname: test\ndata: moons\npath: linear\nnetwork: mlp\n";

    @TempDir
    Path directory;

    private final Schemas schemas = new Schemas();

    private Bound<ExperimentSpec> load(Catalogue catalogue, String text, String... overrides) throws IOException {
        Path file = Files.writeString(directory.resolve("m.yaml"), text);
        return new ManifestLoader(catalogue, schemas).load(file, List.of(overrides), Path.of("/working"));
    }

    private ExperimentSpec spec(String text, String... overrides) throws IOException {
        Bound<ExperimentSpec> bound = load(TestCatalogue.healthy(), text, overrides);
        assertThat(bound.diagnostics()).isEmpty();
        return bound.value();
    }

    private static ComponentConfig config(ComponentRef<? extends Component> component) {
        return component.config();
    }

    @Test
    void what_is_left_out_has_the_documented_default() throws IOException {
        ExperimentSpec spec = spec(MINIMAL);
        assertThat(spec.source().name()).isEqualTo("gaussian");
        assertThat(spec.coupling().name()).isEqualTo("independent");
        assertThat(spec.timesteps().name()).isEqualTo("uniform");
        assertThat(spec.objective().name()).isEqualTo("flow-matching");
        assertThat(spec.train().optimizer().name()).isEqualTo("adam");
        assertThat(spec.guidance()).isNull();
        assertThat(spec.train().ema()).isEmpty();
        assertThat(config(spec.network()))
                .isEqualTo(new TestComponents.Mlp(
                        List.of(64, 64, 64), Map.of(), new TestComponents.Mlp.Embedding(32, 1e4), 16));
        assertThat(spec.network().kind()).isEqualTo(NetworkArchitecture.class);
    }

    @Test
    void options_without_a_type_belong_to_the_default_component() throws IOException {
        ExperimentSpec spec = spec(MINIMAL, "train.optimizer.learningRate=0.5");
        assertThat(config(spec.train().optimizer())).isEqualTo(new TestComponents.Adam(0.5));
    }

    @Test
    void a_single_value_is_a_list_of_one() throws IOException {
        ExperimentSpec spec = spec(MINIMAL + "evaluate: wasserstein\ntrain: {ema: 0.9}\n");
        assertThat(spec.evaluate()).hasSize(1);
        assertThat(spec.train().ema()).containsExactly(0.9);
    }

    @Test
    void a_whole_number_may_be_written_as_one_with_exponent() throws IOException {
        assertThat(spec(MINIMAL + "train: {steps: 6e3}\n").train().steps()).isEqualTo(6000);
    }

    @Test
    void files_are_resolved_against_the_text_that_names_them() throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/base.yaml"), MINIMAL.replace("moons", "{type: csv, file: a.csv}"));
        ExperimentSpec extended = spec("extends: sub/base.yaml\n");
        assertThat(((TestComponents.Csv) config(extended.data())).file()).isEqualTo(directory.resolve("sub/a.csv"));
        ExperimentSpec overridden = spec("extends: sub/base.yaml\n", "data.file=b.csv");
        assertThat(((TestComponents.Csv) config(overridden.data())).file()).isEqualTo(Path.of("/working/b.csv"));
    }

    @Test
    void an_optional_value_can_be_taken_away() throws IOException {
        String csv = MINIMAL.replace("moons", "{type: csv, file: a.csv, labelColumn: 3}");
        assertThat(((TestComponents.Csv) config(spec(csv).data())).labelColumn())
                .isEqualTo(3);
        assertThat(((TestComponents.Csv) config(spec(csv, "data.labelColumn=").data())).labelColumn())
                .isNull();
    }

    @Test
    void marks_of_components_and_options_can_be_asked_for_later() throws IOException {
        SourceMap sources =
                load(TestCatalogue.healthy(), MINIMAL, "path.sigma=0.5").sources();
        assertThat(sources.mark("network")).hasToString(directory.resolve("m.yaml") + ":5:10");
        assertThat(sources.mark("network", "widths")).isEqualTo(sources.mark("network"));
        assertThat(sources.mark("path", "sigma")).hasToString("command line, argument 1");
        assertThat(sources.mark("train.optimizer"))
                .hasToString(directory.resolve("m.yaml").toString());
        assertThat(sources.isWritten("path.sigma")).isTrue();
        assertThat(sources.isWritten("network.widths")).isFalse();
    }

    @Test
    void a_refusing_record_and_a_violated_rule_are_shown_where_they_belong() throws IOException {
        List<Diagnostic> diagnostics = load(
                        TestCatalogue.healthy(),
                        MINIMAL.replace("moons", "{type: csv, file: a, labelColumn: -1}"),
                        "network.time.size=33",
                        "sample.solver={type: dopri5, rtol: 0.5}")
                .diagnostics();
        assertThat(diagnostics.stream().map(d -> d.code().id() + " " + d.severity() + " " + d.problem()))
                .containsExactly(
                        "RHEO-M012 ERROR data 'csv' refuses its options: label columns are counted from 0",
                        "RHEO-M013 ERROR network 'mlp': 'time.size': half are sines and half cosines, so it is even",
                        "RHEO-M014 WARNING solver 'dopri5': 'rtol': a tolerance this large gives samples of no use");
        assertThat(diagnostics.get(1).mark()).hasToString("command line, argument 1");
    }

    @Test
    void a_faulty_plugin_does_not_throw_through() throws IOException {
        Catalogue catalogue = TestCatalogue.with(NetworkArchitecture.class, "faulty", TestComponents.Faulty.class);
        List<Diagnostic> diagnostics =
                load(catalogue, MINIMAL.replace("mlp", "faulty")).diagnostics();
        assertThat(diagnostics).hasSize(1);
        assertThat(diagnostics.get(0).code().id()).isEqualTo("RHEO-M019");
        assertThat(diagnostics.get(0).problem())
                .isEqualTo("network 'faulty' failed while reading its options:"
                        + " IllegalStateException: a mistake of its author");
    }

    @Test
    void a_later_format_is_refused_before_anything_else() throws IOException {
        List<Diagnostic> diagnostics =
                load(TestCatalogue.healthy(), "rheo: 2\nnovelty: true\n").diagnostics();
        assertThat(diagnostics.stream().map(d -> d.code().id())).containsExactly("RHEO-M018");
    }

    @Test
    void a_missing_default_component_is_said_to_be_one() throws IOException {
        Catalogue whole = TestCatalogue.healthy();
        Catalogue without = new Catalogue(
                whole.kinds(),
                whole.components().stream()
                        .filter(entry -> !entry.name().equals("gaussian"))
                        .toList(),
                whole.plugins());
        List<Diagnostic> diagnostics = load(without, MINIMAL).diagnostics();
        assertThat(diagnostics.stream().map(Diagnostic::problem))
                .containsExactly("the default of 'source', source distribution 'gaussian', is not installed");
    }

    @Test
    void components_that_bound_are_known_even_if_others_failed() throws IOException {
        Bound<ExperimentSpec> bound = load(TestCatalogue.healthy(), MINIMAL.replace("linear", "bent") + "seed: x\n");
        assertThat(bound.value()).isNull();
        assertThat(bound.complete()).isFalse();
        assertThat(bound.components()).containsKeys("data", "source", "network").doesNotContainKey("path");
        assertThat(load(TestCatalogue.healthy(), MINIMAL + "seed: x\n").complete())
                .isTrue();
    }

    @Test
    void the_spec_lists_the_same_components_as_the_binder() throws IOException {
        Bound<ExperimentSpec> bound = load(
                TestCatalogue.healthy(),
                MINIMAL + "source: {type: data-set, from: moons}\nevaluate: [wasserstein]\ntrackers: [jsonl]\n");
        assertThat(bound.value().components()).isEqualTo(bound.components());
        assertThat(schemas.references(bound.value().source().config()))
                .extracting(ComponentRef::name)
                .containsExactly("moons");
    }
}
