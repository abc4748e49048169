package dev.rheo.runtime.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.runtime.check.CheckCode;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.plugin.PluginCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DiagnosticTextTest {
    private static Diagnostic at(String text, int line, int column, int length) {
        SourceText source = SourceText.file("m.yaml", Path.of("/work"), text);
        return Diagnostic.error(
                ManifestCode.SYNTAX, new Mark(source, line, column, length), "wrong", "first\nsecond", "do this");
    }

    @Test
    void the_source_line_stands_above_the_caret() {
        assertThat(DiagnosticText.render(at("a\n  bad: 1\n", 2, 3, 3))).isEqualTo("""
                error RHEO-M004: wrong
                  --> m.yaml:2:3
                   |
                 2 |   bad: 1
                   |   ^^^
                  why: first
                       second
                  help: do this
                """);
    }

    @Test
    void tabs_and_wide_line_numbers_keep_the_caret_in_place() {
        assertThat(DiagnosticText.render(at("\n".repeat(122) + "a\tb", 123, 3, 1)))
                .contains("   --> m.yaml:123:3\n    |\n123 | a\tb\n    |  \t^\n");
    }

    @Test
    void a_long_line_is_cut_around_the_caret() {
        String text = DiagnosticText.render(at("x".repeat(500) + "BAD" + "y".repeat(500), 1, 501, 3));
        String[] lines = text.split("\n");
        assertThat(lines[3]).hasSizeLessThan(150).contains("BAD").endsWith("…");
        assertThat(lines[4].indexOf("^^^")).isEqualTo(lines[3].indexOf("BAD"));
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        assertThat(DiagnosticText.render(at("\u001b[31m: 1", 1, 1, 1))).doesNotContain("\u001b");
    }

    @Test
    void many_are_sorted_by_place_and_counted() {
        Diagnostic nowhere = Diagnostic.warning(CheckCode.TRAIT_DISCOURAGED, null, "unwise", "", "");
        String text = DiagnosticText.render(List.of(nowhere, at("a\nb", 2, 1, 1), at("a\nb", 1, 1, 1)));
        assertThat(text.indexOf(":1:1")).isLessThan(text.indexOf(":2:1"));
        assertThat(text).contains("warning RHEO-T004: unwise\n\n").endsWith("2 errors, 1 warning\n");
        assertThat(DiagnosticText.render(List.of())).isEmpty();
    }

    @Test
    void json_shows_the_same() {
        String json = JsonMapper.shared().writeValueAsString(DiagnosticView.of(at("a\n  bad: 1\n", 2, 3, 3)));
        assertThat(json)
                .contains(
                        "\"code\":\"RHEO-M004\"",
                        "\"file\":\"m.yaml\"",
                        "\"argument\":null",
                        "\"line\":2",
                        "\"column\":3");
    }

    @Test
    void codes_are_found_by_id_and_never_shared() {
        DiagnosticCodes codes = DiagnosticCodes.of(ManifestCode.values(), CheckCode.values(), PluginCode.values());
        assertThat(codes.find("rheo-m003")).contains(ManifestCode.UNKNOWN_OPTION);
        assertThat(codes.find("T002")).contains(CheckCode.TRAIT_WITHDRAWN);
        assertThat(codes.find("M999")).isEmpty();
        assertThat(codes.all()).allSatisfy(code -> {
            assertThat(code.id()).matches("RHEO-[A-Z]\\d{3}");
            assertThat(DiagnosticCodes.explain(code)).startsWith(code.id()).hasSizeGreaterThan(100);
        });
        assertThatThrownBy(() -> DiagnosticCodes.of(ManifestCode.values(), ManifestCode.values()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
