package dev.rheo.api.optimize;

/**
 * Settings of Adam (Kingma and Ba 2015, algorithm 1; ε is added outside the root, as there and in PyTorch).
 *
 * @param weightDecay of the decayed parameters only
 * @param decoupled AdamW (Loshchilov and Hutter 2019): decay multiplies the parameter; else it is added to the gradient
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
    public Adam {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0)) {
            throw new IllegalArgumentException("Adam needs 0 <= beta1, beta2 < 1, epsilon > 0 and weightDecay >= 0.");
        }
    }
}
