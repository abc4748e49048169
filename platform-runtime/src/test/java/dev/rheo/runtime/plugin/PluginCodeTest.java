package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PluginCodeTest {
    @Test
    void codesAreUniqueAndOfOneForm() {
        assertThat(Arrays.stream(PluginCode.values()).map(PluginCode::id))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("RHEO-P0\\d\\d"));
    }

    @Test
    void everyCodeIsExplained() {
        assertThat(PluginCode.values())
                .allSatisfy(code -> assertThat(code.explanation()).hasSizeGreaterThan(80));
    }
}
