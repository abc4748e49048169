package example.block;

import ai.djl.nn.Block;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.network.BlockArchitecture;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;

/** h ← h + W₂ swish(W₁ LN(h)), written with DJL's own layers: how a network that exists for DJL becomes one of Rheo. */
@RheoComponent(name = "djl-residual", summary = "Residual fully connected layers as a block of DJL.")
public final class ResidualBlocks implements BlockArchitecture {
    public record Config(
            @Option(value = "Units of the residual stream.", defaultsTo = "64", min = 1, max = 65536)
            int width,

            @Option(value = "Residual blocks.", defaultsTo = "2", min = 1, max = 256)
            int depth)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public ResidualBlocks(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        if (spec.labels() instanceof Labels.Classes) {
            return Support.no("djl-residual takes no labels", "leave the labels out of the data, or use residual-mlp");
        }
        return spec.heads().size() == 1 && spec.sample().rank() == 1
                ? Support.yes()
                : Support.no("djl-residual gives one vector for a vector, not " + spec, "use residual-mlp");
    }

    @Override
    public Block block(NetworkSpec spec) {
        return new FieldBlock(spec.sample().size(), spec.heads().get(0).shape().size(), config.width(), config.depth());
    }
}
