package dev.rheo.runtime.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Optional<ManifestNode> read(String text) {
        return YamlReader.read(SourceText.file("m.yaml", Path.of("/work"), text), diagnostics::add);
    }

    private String only() {
        assertThat(diagnostics).hasSize(1);
        Diagnostic diagnostic = diagnostics.get(0);
        return diagnostic.code().id() + " " + diagnostic.mark() + " " + diagnostic.problem();
    }

    @Test
    void marks_are_exact() {
        Mapping root =
                (Mapping) read("a: 1\r\nbéta:\r\n  - {x: 'two words'}\r\n").orElseThrow();
        assertThat(root.entries().get("béta").key().location()).isEqualTo("m.yaml:2:1");
        assertThat(root.entries().get("béta").key().length()).isEqualTo(4);
        Mapping item = (Mapping)
                ((Sequence) root.entries().get("béta").value()).items().get(0);
        assertThat(item.entries().get("x").value().mark().location()).isEqualTo("m.yaml:3:9");
        assertThat(item.entries().get("x").value().mark().length()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({
        "1, INTEGER",
        "-7, INTEGER",
        "0x1F, INTEGER",
        "0o17, INTEGER",
        "1e-3, REAL",
        ".5, REAL",
        "5., REAL",
        "-.inf, REAL",
        ".NaN, REAL",
        "true, BOOLEAN",
        "yes, TEXT",
        "on, TEXT",
        "1_000, TEXT",
        "~, NULL",
        "null, NULL",
        "0b1, TEXT",
        "1:30, TEXT",
        "2024-01-01, TEXT",
        "'''1''', TEXT"
    })
    void plain_scalars_follow_the_core_schema(String text, Scalar.Type type) {
        Mapping root = (Mapping) read("a: " + text).orElseThrow();
        assertThat(((Scalar) root.entries().get("a").value()).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "-7", "0x1F", "1e-3", "5.", "true", "null", "yes", "cond-ot", "-a", "2024-01-01", "a.b-"})
    void a_lone_word_is_what_the_parser_makes_of_it(String word) {
        Scalar alone = (Scalar) read(word).orElseThrow();
        Scalar parsed = (Scalar) read(word + "\n").orElseThrow();
        assertThat(diagnostics).isEmpty();
        assertThat(alone.text()).isEqualTo(parsed.text());
        assertThat(alone.type()).isEqualTo(parsed.type());
        assertThat(alone.mark().location()).isEqualTo(parsed.mark().location());
        assertThat(alone.mark().length()).isEqualTo(parsed.mark().length());
    }

    @Test
    void an_empty_text_is_null() {
        assertThat(read("# nothing\n")).get().satisfies(node -> assertThat(((Scalar) node).isNull())
                .isTrue());
    }

    @Test
    void a_key_given_twice_is_refused_and_the_rest_is_read() {
        Mapping root = (Mapping) read("a: 1\nb: 2\na: 3\n").orElseThrow();
        assertThat(only()).isEqualTo("RHEO-M006 m.yaml:3:1 'a' is given twice");
        assertThat(root.entries()).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: !!str 1          | RHEO-M005 m.yaml:1:4 the tag 'tag:yaml.org,2002:str' is not allowed here",
                "a: !exec {b: c}     | RHEO-M005 m.yaml:1:4 the tag '!exec' is not allowed here",
                "<<: {b: c}          | RHEO-M005 m.yaml:1:1 a merge key is not allowed here",
                "[a, b]: c           | RHEO-M005 m.yaml:1:1 a key that is not text is not allowed here",
                "~: c                | RHEO-M005 m.yaml:1:1 a key that is not text is not allowed here",
                "a: *b               | RHEO-M005 m.yaml:1:4 the alias '*b' refers to nothing before it",
                "a: &a [*a]          | RHEO-M005 m.yaml:1:8 the alias '*a' refers to nothing before it",
                "a: [b               | RHEO-M004 m.yaml:1:6 not valid YAML: expected ',' or ']', but got <stream end>",
                "a: b: c             | RHEO-M004 m.yaml:1:5 not valid YAML: mapping values are not allowed here"
            })
    void what_is_not_plain_data_is_refused(String text, String message) {
        read(text);
        assertThat(only()).isEqualTo(message);
    }

    @Test
    void a_control_character_is_located() {
        assertThat(read("a: 1\nb: \"x\u0007\"\n")).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M004 m.yaml:2:6 the character U+0007 is not allowed in YAML");
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(read("a: 1\n---\nb: 2\n")).isEmpty();
        assertThat(only()).startsWith("RHEO-M005 m.yaml:2:1 a second document");
    }

    @Test
    void a_tab_in_the_indentation_is_named() {
        assertThat(read("a:\n\tb: 1\n")).isEmpty();
        assertThat(only()).isEqualTo("RHEO-M004 m.yaml:2:1 not valid YAML: a tab where the line is indented");
    }

    @Test
    void aliases_repeat_a_value_with_its_own_mark() {
        Mapping root = (Mapping) read("a: &x 5\nb: *x\n").orElseThrow();
        assertThat(root.entries().get("b").value())
                .isEqualTo(root.entries().get("a").value());
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void aliases_that_multiply_are_stopped() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(read(bomb.toString())).isEmpty();
        assertThat(only()).contains("aliases that expand to more than 100000 values");
    }

    @Test
    void nesting_without_end_is_stopped() {
        assertThat(read("[".repeat(10_000))).isEmpty();
        assertThat(only()).contains("nested more than 50 levels deep");
    }
}
