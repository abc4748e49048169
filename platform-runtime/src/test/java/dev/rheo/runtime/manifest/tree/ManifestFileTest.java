package dev.rheo.runtime.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {
    @TempDir
    Path directory;

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Path file(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve(name).getParent());
        return Files.writeString(directory.resolve(name), text);
    }

    private Optional<Mapping> read(Path file) {
        return ManifestFile.read(file, diagnostics::add);
    }

    private String only() {
        assertThat(diagnostics).hasSize(1);
        return diagnostics.get(0).code().id() + " " + diagnostics.get(0).problem();
    }

    private static String text(Mapping root, String... path) {
        ManifestNode node = root;
        for (String name : path) {
            node = ((Mapping) node).entries().get(name).value();
        }
        return ((Scalar) node).text();
    }

    @Test
    void mappings_are_merged_and_everything_else_is_replaced() throws IOException {
        file("base.yaml", "train: {steps: 10, batch: 4}\nevaluate: [a, b]\nname: base\n");
        Path mine = file("mine.yaml", "extends: base.yaml\ntrain: {steps: 20}\nevaluate: [c]\n");
        Mapping root = read(mine).orElseThrow();
        assertThat(text(root, "train", "steps")).isEqualTo("20");
        assertThat(text(root, "train", "batch")).isEqualTo("4");
        assertThat(text(root, "name")).isEqualTo("base");
        assertThat(((ManifestNode.Sequence) root.entries().get("evaluate").value()).items())
                .hasSize(1);
        assertThat(root.entries()).doesNotContainKey("extends");
    }

    @Test
    void a_component_of_another_type_replaces_the_base_with_its_options() throws IOException {
        file("base.yaml", "path: {type: linear, sigma: 0.1}\ncoupling: {type: sinkhorn, regularisation: 2}\n");
        Path mine = file("mine.yaml", "extends: base.yaml\npath: {type: cond-ot}\ncoupling: independent\n");
        Mapping root = read(mine).orElseThrow();
        assertThat(((Mapping) root.entries().get("path").value()).entries()).containsOnlyKeys("type");
        assertThat(text(root, "coupling")).isEqualTo("independent");
    }

    @Test
    void the_same_type_keeps_the_options_of_the_base_and_their_marks() throws IOException {
        file("sub/base.yaml", "path: {type: linear, sigma: 0.1}\nsource: gaussian\n");
        Path mine = file("mine.yaml", "extends: sub/base.yaml\npath: linear\nsource: {scale: 2}\n");
        Mapping root = read(mine).orElseThrow();
        assertThat(text(root, "path", "sigma")).isEqualTo("0.1");
        assertThat(text(root, "source", "type")).isEqualTo("gaussian");
        Mapping path = (Mapping) root.entries().get("path").value();
        assertThat(path.entries().get("sigma").key().source().directory()).isEqualTo(directory.resolve("sub"));
    }

    @Test
    void files_that_extend_each_other_in_a_circle_are_refused() throws IOException {
        file("b.yaml", "extends: ./sub/../a.yaml\n");
        Files.createDirectories(directory.resolve("sub"));
        assertThat(read(file("a.yaml", "extends: b.yaml\n"))).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M016 './sub/../a.yaml' extends itself");
    }

    @Test
    void a_missing_base_is_marked_where_it_is_named() throws IOException {
        assertThat(read(file("a.yaml", "rheo: 1\nextends: gone.yaml\n"))).isEmpty();
        assertThat(only()).startsWith("RHEO-M001 cannot read").endsWith("gone.yaml': there is no such file");
        assertThat(diagnostics.get(0).mark()).hasToString(directory.resolve("a.yaml") + ":2:10");
    }

    @Test
    void a_file_that_cannot_be_read_says_why() throws IOException {
        read(directory.resolve("gone.yaml"));
        assertThat(only()).endsWith("there is no such file");
        diagnostics.clear();
        read(directory);
        assertThat(only()).contains("directory");
        diagnostics.clear();
        read(file("large.yaml", "# x\n".repeat(300_000)));
        assertThat(only()).endsWith("it is larger than 1 MiB");
    }

    @Test
    void bytes_that_are_not_utf8_are_located() throws IOException {
        Path file = directory.resolve("latin.yaml");
        Files.write(file, "rheo: 1\nname: é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(file)).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M002 not UTF-8: the byte 0xE9 here is no character");
        assertThat(diagnostics.get(0).mark()).hasToString(file + ":2:7");
    }

    @Test
    void a_byte_order_mark_is_skipped() throws IOException {
        assertThat(read(file("bom.yaml", "\uFEFFrheo: 1\n")).orElseThrow().entries())
                .containsOnlyKeys("rheo");
    }

    @Test
    void a_manifest_is_a_mapping() throws IOException {
        assertThat(read(file("list.yaml", "- a\n"))).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M007 a manifest is a mapping, but this is a list");
        diagnostics.clear();
        assertThat(read(file("empty.yaml", ""))).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M007 a manifest is a mapping, but this is nothing");
    }
}
