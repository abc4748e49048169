package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;

/**
 * Last layers, all of which start at zero. A head is a field over the sample's positions (any number of channels), or it
 * has at most one axis and is read from the mean over all positions.
 */
final class Heads {
    private Heads() {}

    /** Whether every head is of one of the two kinds. */
    static Support support(NetworkSpec spec) {
        for (Head head : spec.heads()) {
            if (!isField(head.shape(), spec.sample()) && head.shape().rank() > 1) {
                return Support.no(
                        "it gives fields over samples of shape " + spec.sample() + ", vectors and numbers, not a '"
                                + head.name() + "' of shape " + head.shape(),
                        "Choose another objective, or a residual-mlp, which gives any shape.");
            }
        }
        return Support.yes();
    }

    /** Equal shapes but for the channels, the first of two or three axes. */
    private static boolean isField(Shape head, Shape sample) {
        int channels = sample.rank() == 1 ? 0 : 1;
        return head.rank() == sample.rank()
                && head.slice(channels, head.rank()).equals(sample.slice(channels, sample.rank()));
    }

    /** @param features (B x channels x height x width) */
    static Value ofImage(NetworkBuilder net, Head head, Value features) {
        Shape shape = head.shape();
        return shape.rank() == 3
                ? net.conv2d(head.name(), features, shape.at(0), 3, 1, 1, Init.ZERO, Init.ZERO)
                : ofVector(net, head, net.mean(features, 2, 3));
    }

    /**
     * @param features (B x tokens x width)
     * @param sample the sample's shape
     */
    static Value ofTokens(NetworkBuilder net, Head head, Value features, Patches patches, Shape sample) {
        if (!isField(head.shape(), sample)) {
            return ofVector(net, head, net.mean(features, 1));
        }
        Patches own = patches.with(head.shape());
        return own.join(net, net.linear(head.name(), features, own.size(), Init.ZERO, Init.ZERO));
    }

    /** @param features (B x any) */
    static Value ofVector(NetworkBuilder net, Head head, Value features) {
        Value out = net.linear(head.name(), features, head.shape().size(), Init.ZERO, Init.ZERO);
        return net.reshape(out, head.shape().batched());
    }
}
