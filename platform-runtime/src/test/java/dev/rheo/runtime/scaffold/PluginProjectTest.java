package dev.rheo.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.plugin.KindInfo;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginProjectTest {
    @Test
    void everyKindHasATemplate() {
        assertThat(Kinds.ofHost()).allSatisfy(kind -> assertThat(PluginProject.isKnown(kind.name()))
                .as(kind.name())
                .isTrue());
    }

    @Test
    void everyProjectHasEveryPlaceFilledIn() {
        for (KindInfo kind : Kinds.ofHost()) {
            Map<String, String> files = project("acme-things", kind.name()).files();
            assertThat(files).hasSize(7);
            files.forEach((path, text) -> assertThat(text).as(path).isNotBlank().doesNotContain("{{"));
        }
    }

    @Test
    void theExampleUsesTheComponentInTheKindsSlot() {
        assertThat(project("acme-paths", "path").files().get("example.yaml"))
                .contains("\npath: {type: acme-exponential, rate: 1}\n", "\nplugins: { acme-paths: \"^0.1.0\" }\n")
                .doesNotContain("linear");
    }

    @Test
    void theExampleReplacesLinesOfTheSharedOneAndAddsOthers() {
        assertThat(project("acme-guides", "guidance").files().get("example.yaml"))
                .contains("labels: true", "\nguidance: ")
                .containsOnlyOnce("data:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-paths acme.paths", "acme acme", "new-3d.class new_.v3d.class_", "java-x my.java.x"})
    void thePackageFollowsFromTheId(String case_) {
        String[] pair = case_.split(" ");
        assertThat(JavaPackage.of(pair[0]).name()).isEqualTo(pair[1]);
    }

    @Test
    void aFolderWithMarkupInItsNameDoesNotBreakThePom() {
        PluginProject project = PluginProject.of(
                new PluginProject.Request("acme", "path", "probability path", "1.0.0", "1.0.0", Path.of("/a & <b>")));
        assertThat(project.files().get("pom.xml")).contains("/a &amp; &lt;b>");
    }

    private static PluginProject project(String id, String kind) {
        return PluginProject.of(new PluginProject.Request(id, kind, kind, "1.0.0", "1.0.0", Path.of("/opt/rheo")));
    }
}
