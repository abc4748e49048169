package dev.rheo.api.graph;

import org.jspecify.annotations.Nullable;

/** Operations on images (B x channels x height x width), and normalisations. */
interface Spatial extends Recorder {
    /**
     * Cross-correlation, zero padding.
     *
     * @param weight (out x in x kernel x kernel)
     * @param bias (out), or null
     */
    default Value conv2d(Value x, Value weight, @Nullable Value bias, int stride, int padding) {
        Shape w = weight.shape();
        if (x.shape().rank() != 4 || w.rank() != 4 || x.shape().at(1) != w.at(1)) {
            throw mismatch("conv2d", x.shape() + " does not fit the kernel " + w);
        }
        if (bias != null && !bias.shape().equals(Shape.of(w.at(0)))) {
            throw mismatch("conv2d", "the bias " + bias.shape() + " does not fit the kernel " + w);
        }
        long height = (x.shape().at(2) + 2L * padding - w.at(2)) / stride + 1;
        long width = (x.shape().at(3) + 2L * padding - w.at(3)) / stride + 1;
        if (x.shape().at(2) + 2L * padding < w.at(2) || x.shape().at(3) + 2L * padding < w.at(3)) {
            throw mismatch("conv2d", "the kernel " + w + " is larger than the padded image " + x.shape());
        }
        Shape out = Shape.of(x.shape().at(0), w.at(0), height, width);
        return op("conv2d", out, x, weight, bias, Node.list(stride, stride), Node.list(padding, padding));
    }

    /** Every pixel repeated {@code factor} times in both directions. */
    default Value upsampleNearest(Value x, int factor) {
        image("upsample", x);
        long height = x.shape().at(2) * factor;
        long width = x.shape().at(3) * factor;
        Shape out = x.shape().with(2, height).with(3, width);
        return factor == 1 ? x : op("upsample_nearest2d", out, x, Node.list(height, width));
    }

    /** Means of blocks of {@code factor} x {@code factor} pixels, which must divide the image. */
    default Value avgPool(Value x, int factor) {
        image("average pooling", x);
        if (x.shape().at(2) % factor != 0 || x.shape().at(3) % factor != 0) {
            throw mismatch("average pooling", x.shape() + " does not split into blocks of " + factor);
        }
        Shape out =
                x.shape().with(2, x.shape().at(2) / factor).with(3, x.shape().at(3) / factor);
        return factor == 1 ? x : op("avg_pool2d", out, x, Node.list(factor, factor));
    }

    /**
     * Normalisation over the last axis (Ba et al. 2016, eq. 4).
     *
     * @param gain (last axis), or null
     * @param bias (last axis), or null; needs a gain
     */
    default Value layerNorm(Value x, @Nullable Value gain, @Nullable Value bias, double epsilon) {
        Shape width = Shape.of(x.shape().at(-1));
        affine("layer norm", x, width, gain, bias);
        return op("layer_norm", x.shape(), x, width, gain, bias, epsilon);
    }

    /**
     * Normalisation over groups of channels and all pixels (Wu and He 2018, eq. 7).
     *
     * @param gain (channels), or null
     * @param bias (channels), or null; needs a gain
     */
    default Value groupNorm(Value x, int groups, @Nullable Value gain, @Nullable Value bias, double epsilon) {
        if (x.shape().rank() < 2 || x.shape().at(1) % groups != 0) {
            throw mismatch("group norm", x.shape() + " does not split into " + groups + " groups of channels");
        }
        affine("group norm", x, Shape.of(x.shape().at(1)), gain, bias);
        return op("group_norm", x.shape(), x, groups, gain, bias, epsilon);
    }

    private void affine(String name, Value x, Shape expected, @Nullable Value gain, @Nullable Value bias) {
        if ((gain != null && !gain.shape().equals(expected))
                || (bias != null && !bias.shape().equals(expected))) {
            throw mismatch(name, "gain and bias of " + x.shape() + " must be " + expected);
        }
        if (gain == null && bias != null) {
            throw mismatch(name, "a bias needs a gain");
        }
    }

    private void image(String name, Value x) {
        if (x.shape().rank() != 4) {
            throw mismatch(name, "an image (B x channels x height x width) is needed, not " + x.shape());
        }
    }
}
