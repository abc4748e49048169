package dev.rheo.testkit.guidance;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.sample.Field;

/** scale · x + t + shift, which remembers how often it was asked. */
final class AskedField implements Field {
    private final double scale;
    private final double shift;
    private int times;

    AskedField(double scale, double shift) {
        this.scale = scale;
        this.shift = shift;
    }

    @Override
    public NDArray at(NDArray x, double t) {
        times++;
        return x.mul(scale).addi(t + shift);
    }

    double value(double x, double t) {
        return scale * x + t + shift;
    }

    int times() {
        return times;
    }
}
