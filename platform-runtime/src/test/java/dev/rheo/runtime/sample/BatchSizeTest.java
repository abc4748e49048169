package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.runtime.program.CachedRows;
import dev.rheo.runtime.toy.ToyExperiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static int ofWidth(int width) {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(2)));
        Value hidden = net.silu(net.linear("in", net.x(), width));
        Graph network = net.build(List.of(net.linear("out", hidden, 2)));
        return CachedRows.of(network);
    }

    @Test
    void theWidestLayerOfABatchHas131072NumbersAtMost() {
        assertThat(ofWidth(64)).isEqualTo(2048);
        assertThat(ofWidth(256)).isEqualTo(512);
        assertThat(ofWidth(300)).as("a power of two").isEqualTo(256);
    }

    @Test
    void aBatchIsNeitherTinyNorHuge() {
        assertThat(ofWidth(2)).isEqualTo(4096);
        assertThat(ofWidth(1_000_000)).isEqualTo(16);
    }

    @Test
    void aWideNetworkIsCalledForManyStillIfTheyFitInMemory() {
        assertThat(ofWidth(4096)).isEqualTo(128);
        assertThat(ofWidth(50_000)).isEqualTo(64);
    }

    @Test
    void theManifestComesFirst() {
        assertThat(BatchSize.of(new ToyExperiment().blueprint())).isEqualTo(8);
    }
}
