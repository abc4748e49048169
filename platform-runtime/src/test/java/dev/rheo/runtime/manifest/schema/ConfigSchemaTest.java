package dev.rheo.runtime.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.data.DataSource;
import dev.rheo.runtime.manifest.schema.OptionSchema.Presence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
    enum Way {
        UP,
        UP_AND_DOWN
    }

    record Inner(@Option(value = "Inner.", defaultsTo = "2") int inner) {}

    record Everything(
            @Option("a") boolean truth,
            @Option("b") int whole,
            @Option("c") Long wide,

            @Option(value = "d", defaultsTo = "1e-3", min = 0, above = true)
            double real,

            @Option(value = "e", defaultsTo = "") String text,
            @Option("f") Path file,
            @Option(value = "g", defaultsTo = "up-and-down") Way way,
            @Option(value = "h", defaultsTo = "{inner: 3}") Inner section,
            @Option(value = "i", defaultsTo = Option.ABSENT) ComponentRef<DataSource> component,

            @Option(value = "j", defaultsTo = "[1, 2]", max = 2)
            List<Integer> list,

            @Option(value = "k", defaultsTo = "{a: [x]}") Map<String, List<String>> map,
            @Inline Inner beside)
            implements ComponentConfig {}

    @Test
    void every_documented_type_is_understood() {
        ConfigSchema.Derivation derivation = ConfigSchema.ofComponent(Everything.class);
        assertThat(derivation.problems()).isEmpty();
        ConfigSchema schema = derivation.schema();
        assertThat(schema.names())
                .containsExactly(
                        "truth",
                        "whole",
                        "wide",
                        "real",
                        "text",
                        "file",
                        "way",
                        "section",
                        "component",
                        "list",
                        "map",
                        "inner");
        assertThat(schema.options().stream().map(option -> option.type().described()))
                .containsExactly(
                        "true or false",
                        "a whole number",
                        "a whole number",
                        "a number",
                        "a text",
                        "a file name",
                        "one of up, up-and-down",
                        "a mapping of options",
                        "a data set",
                        "a list, each entry a whole number",
                        "a mapping from names, each value a list, each entry a text",
                        "a whole number");
        assertThat(schema.option("real").orElseThrow().range().interval()).isEqualTo("(0, inf)");
        assertThat(schema.option("component").orElseThrow().presence()).isEqualTo(Presence.OPTIONAL);
        assertThat(schema.option("whole").orElseThrow().presence()).isEqualTo(Presence.REQUIRED);
    }

    private static List<String> problems(Class<?> type) {
        ConfigSchema.Derivation derivation = ConfigSchema.ofComponent(type);
        assertThat(derivation.schema()).isNull();
        return derivation.problems().stream().map(SchemaProblem::text).toList();
    }

    record Bare(int number) implements ComponentConfig {}

    record Unsupported(
            @Option("x") Set<String> set,
            @Option("y") float number,
            @Option("z") Map<Integer, String> map) implements ComponentConfig {}

    record BadDefaults(
            @Option(value = "a", defaultsTo = "fast") int number,
            @Option(value = "b", defaultsTo = "-1", min = 0) double range,
            @Option(value = "c", defaultsTo = "sideways") Way way,
            @Option(value = "d", defaultsTo = "[1") List<Integer> list,
            @Option(value = "e", defaultsTo = "{outer: 1}") Inner section,
            @Option(value = "f", defaultsTo = "[a, b]") ComponentRef<DataSource> component)
            implements ComponentConfig {}

    record BadRanges(
            @Option(value = "a", defaultsTo = "x", min = 0) String text,

            @Option(value = "b", defaultsTo = "1", min = 2, max = 1)
            int empty,

            @Option(value = "c", defaultsTo = Option.ABSENT) int primitive)
            implements ComponentConfig {}

    record Clash(
            @Option("a") int inner,
            @Option("b") String type,
            @Inline Inner beside) implements ComponentConfig {}

    record Endless(@Option(value = "a", defaultsTo = "[]") List<Endless> more) implements ComponentConfig {}

    record NoKind(
            @Option("a") ComponentRef<Component> any,
            @Option("b") ComponentRef<?> wild) implements ComponentConfig {}

    static final class NoRecord implements ComponentConfig {}

    @Test
    void mistakes_of_the_author_are_values() {
        assertThat(problems(Bare.class))
                .containsExactly("option 'number': it has no @Option; annotate it with @Option(\"what it means\")");
        assertThat(problems(Unsupported.class))
                .hasSize(3)
                .allMatch(text -> text.contains("options cannot have the type"));
        assertThat(problems(BadDefaults.class))
                .containsExactly(
                        "option 'number': the default expects a whole number, but this is the text 'fast'; correct defaultsTo",
                        "option 'range': the default must be at least 0, but is -1; correct defaultsTo",
                        "option 'way': the default cannot be 'sideways'; correct defaultsTo",
                        "option 'list': its default is not valid YAML: [1; correct defaultsTo",
                        "option 'section': the default gives 'outer', which is no option; correct defaultsTo",
                        "option 'component': the default is a list, but must name a data set; correct defaultsTo");
        assertThat(problems(BadRanges.class))
                .contains(
                        "option 'text': a text has no range; delete min and max",
                        "option 'primitive': a primitive cannot be absent; use Integer, or a default")
                .anyMatch(text -> text.contains("nothing lies in its range [2, 1]"));
        assertThat(problems(Clash.class))
                .containsExactly(
                        "option 'type': 'type' is the word that names the component; give the option another name",
                        "option 'inner': two options of this name stand on one level; rename one, or nest the inlined record");
        assertThat(problems(Endless.class)).anyMatch(text -> text.contains("contains itself"));
        assertThat(problems(NoKind.class)).hasSize(2).allMatch(text -> text.contains("is not a component kind"));
        assertThat(problems(NoRecord.class)).anyMatch(text -> text.contains("is not a record"));
    }
}
