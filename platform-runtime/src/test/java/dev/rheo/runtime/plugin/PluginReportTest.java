package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code rheo plugins} shows. */
class PluginReportTest {
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        room = new PluginRoom(folder);
        room.add(PluginJar.of("half").greeter("Good", "good").greeter("Bad", "not good"));
        room.add(PluginJar.of("old-one")
                .greeter("Old", "old")
                .with("plugin.requires", "^0.9.0")
                .with("plugin.version", "0.9.1"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void textSaysWhatIsWrongAndWhatToDo() {
        String text = PluginReport.text(room.load()).replace(room.folder.toString(), "PLUGINS");
        assertThat(text).isEqualTo("""
                degraded  half 1.0.0     1 component   Plugin half.
                          in PLUGINS/half.jar
                          RHEO-P044: half.Bad has the name "not good", which a manifest cannot use
                          → use lower case letters, digits and single hyphens, for example minibatch-ot
                ok        healthy 1.0.0  1 component   Plugin healthy.
                rejected  old-one 0.9.1  Plugin old-one.
                          in PLUGINS/old-one.jar
                          RHEO-P017: made for platform versions ^0.9.0, but this is 1.0.0
                          → install a version of the plugin made for 1.0.0, or a platform in the range ^0.9.0
                1 ok, 1 degraded, 1 rejected
                """);
    }

    @Test
    void dataGoesThroughAJsonWriter() {
        Map<String, Object> data = PluginReport.data(room.load());
        Map<?, ?> read = new JsonMapper().readValue(new JsonMapper().writeValueAsString(data), Map.class);
        assertThat(read.get("rejected")).isEqualTo(1);
        Map<?, ?> old = (Map<?, ?>) ((List<?>) read.get("plugins")).get(2);
        assertThat(old.get("id")).isEqualTo("old-one");
        assertThat(old.get("state")).isEqualTo("rejected");
        assertThat(((Map<?, ?>) ((List<?>) old.get("problems")).get(0)).get("code"))
                .isEqualTo("RHEO-P017");
        Map<?, ?> half = (Map<?, ?>) ((List<?>) read.get("plugins")).get(0);
        assertThat(half.get("components")).isEqualTo(List.of(Map.of("kind", "greeter", "name", "good")));
    }
}
