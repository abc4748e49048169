package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Preconditioning;

/** skip x + out F(in x, time), differentiable if F is. */
class PreconditionedField implements Field {
    private final Field network;
    final Preconditioning wrapping;

    private PreconditionedField(Field network, Preconditioning wrapping) {
        this.network = network;
        this.wrapping = wrapping;
    }

    static Field of(Field network, Preconditioning wrapping) {
        if (wrapping == Preconditioning.NONE) {
            return network;
        }
        return network instanceof DifferentiableField differentiable
                ? new Differentiable(differentiable, wrapping)
                : new PreconditionedField(network, wrapping);
    }

    @Override
    public NDArray at(NDArray x, double t) {
        NDArray out = network.at(x.mul(wrapping.in(t)), wrapping.time(t));
        return x.mul(wrapping.skip(t)).addi(out.muli(wrapping.out(t)));
    }

    private static final class Differentiable extends PreconditionedField implements DifferentiableField {
        private final DifferentiableField network;

        Differentiable(DifferentiableField network, Preconditioning wrapping) {
            super(network, wrapping);
            this.network = network;
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            double in = wrapping.in(t);
            Pullback inner = network.pullback(x.mul(in), wrapping.time(t), cotangent);
            NDArray value = x.mul(wrapping.skip(t)).addi(inner.value().muli(wrapping.out(t)));
            NDArray product =
                    cotangent.mul(wrapping.skip(t)).addi(inner.product().muli(wrapping.out(t) * in));
            return new Pullback(value, product);
        }
    }
}
