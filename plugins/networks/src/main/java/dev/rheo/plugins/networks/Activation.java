package dev.rheo.plugins.networks;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.Value;

/** Nonlinearities, applied elementwise. */
enum Activation {
    SILU(true),
    GELU(true),
    TANH(true),
    SOFTPLUS(true),
    ELU(true),
    SELU(false),
    RELU(false);

    private final boolean smooth;

    Activation(boolean smooth) {
        this.smooth = smooth;
    }

    /** {@code network.smooth} for activations whose derivative is continuous. */
    Traits traits() {
        return smooth ? Traits.of(TraitNames.NETWORK_SMOOTH) : Traits.NONE;
    }

    Value apply(Operations graph, Value x) {
        return switch (this) {
            case SILU -> graph.silu(x);
            case GELU -> graph.gelu(x);
            case TANH -> graph.tanh(x);
            case SOFTPLUS -> graph.softplus(x);
            case ELU -> graph.elu(x);
            case SELU -> graph.selu(x);
            case RELU -> graph.relu(x);
        };
    }
}
