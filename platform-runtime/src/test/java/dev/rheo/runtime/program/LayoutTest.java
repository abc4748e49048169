package dev.rheo.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void decayedParametersComeFirstAndKeepTheirOrder() {
        GraphBuilder graph = new GraphBuilder();
        graph.parameter("a.bias", Shape.of(2), Init.ZERO);
        graph.parameter("a.weight", Shape.of(2, 3), Init.ZERO);
        graph.parameter("b.bias", Shape.of(4), Init.ZERO);
        graph.parameter("b.weight", Shape.of(4, 2), Init.ZERO);
        Layout layout = Layout.of(graph.build());

        assertThat(layout.parameters())
                .extracting(Parameter::name)
                .containsExactly("a.weight", "b.weight", "a.bias", "b.bias");
        assertThat(layout.offsets()).containsExactly(0L, 6L, 14L, 16L);
        assertThat(layout.size()).isEqualTo(20);
        assertThat(layout.decayed()).isEqualTo(14);
    }

    @Test
    void theArchiveIsStoredAndUnderOneFolder() throws IOException {
        byte[] archive = Archive.of("def one(self) -> int:\n  return 1\n", Kernels.PORTABLE);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(entry.getName()).startsWith("m/");
            }
        }
    }
}
