package dev.rheo.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds in a new virtual machine only. */
class FreshProcessTest {
    private static String probe(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EngineProbe.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void aPluginThatTouchesDjlWhileItsClassIsLoadedDoesNotHideTheEngineFromTheHost(@TempDir Path folder)
            throws Exception {
        PluginJar.of("eager").component("Eager", "eager", """
                static final Object ENGINES = ai.djl.engine.Engine.getAllEngines();
                @Inject public Eager() {} public String greet() { return ""; }
                """).in(folder);
        assertThat(probe(folder)).contains("1 components").contains("PyTorch");
    }

    /** Processor time, not elapsed time, so that a busy machine does not matter; measured 150 ms on a cold virtual machine. */
    @Test
    void tenPluginsLoadQuickly(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 10; i++) {
            PluginJar jar = PluginJar.of("plugin" + i);
            for (int j = 0; j < 5; j++) {
                jar.greeter("Greeter" + j, "greeter-" + i + "-" + j);
            }
            jar.in(folder);
        }
        String output = probe(folder);
        assertThat(output).contains("50 components");
        Matcher millis = Pattern.compile("millis (\\d+)").matcher(output);
        assertThat(millis.find()).isTrue();
        assertThat(Long.parseLong(millis.group(1))).isLessThan(500);
    }
}
