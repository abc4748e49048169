package dev.rheo.api.graph;

/** How a parameter is drawn before the first step. Draws are independent; the host addresses them by parameter name. */
public sealed interface Init {
    /** All zeros: biases, and last layers that start as the zero function (adaLN-Zero, zero-initialised convolutions). */
    Init ZERO = new Constant(0);

    /** All ones: gains of normalisations. */
    Init ONE = new Constant(1);

    /** Uniform on [-bound, bound]. */
    record Uniform(double bound) implements Init {}

    /** Normal with mean 0. */
    record Normal(double std) implements Init {}

    /** The same number everywhere. */
    record Constant(double value) implements Init {}

    /** These numbers, row-major: of a network that was trained before. Shared, not copied. */
    record Given(float[] values) implements Init {}

    /**
     * PyTorch's default for linear and convolution layers, weight and bias alike: kaiming uniform with a = √5, that is
     * the bound 1/√fanIn.
     */
    static Init torchDefault(long fanIn) {
        return new Uniform(1 / Math.sqrt(fanIn));
    }

    /** He et al. 2015 (arXiv:1502.01852), eq. 10: normal with variance gain²/fanIn; gain √2 for ReLU. */
    static Init kaimingNormal(long fanIn, double gain) {
        return new Normal(gain / Math.sqrt(fanIn));
    }

    /** He et al. 2015 as a uniform draw: bound gain·√(3/fanIn). */
    static Init kaimingUniform(long fanIn, double gain) {
        return new Uniform(gain * Math.sqrt(3.0 / fanIn));
    }

    /** Glorot and Bengio 2010, eq. 16: bound gain·√(6/(fanIn + fanOut)). */
    static Init xavierUniform(long fanIn, long fanOut, double gain) {
        return new Uniform(gain * Math.sqrt(6.0 / (fanIn + fanOut)));
    }

    /** Glorot and Bengio 2010 as a normal draw: variance 2·gain²/(fanIn + fanOut). */
    static Init xavierNormal(long fanIn, long fanOut, double gain) {
        return new Normal(gain * Math.sqrt(2.0 / (fanIn + fanOut)));
    }
}
