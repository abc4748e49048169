package dev.rheo.testkit.optimize;

import java.util.Arrays;

/** An update rule written out in float64, one number of θ after the other: what an optimizer is compared with. */
@FunctionalInterface
public interface Reference {
    /** The rule for one number of θ, beginning anew. */
    Rule begin(boolean decayed);

    /** Remembers what the rule remembers. */
    @FunctionalInterface
    interface Rule {
        /**
         * θ after the step.
         *
         * @param step counted from 1
         */
        double step(double theta, double gradient, double learningRate, int step);
    }

    /**
     * Kingma and Ba 2015, algorithm 1, ε outside the root; decay on decayed numbers only, decoupled (Loshchilov and
     * Hutter 2019, algorithm 2, in PyTorch's form θ ← (1 − ηλ) θ) or added to the gradient.
     */
    static Reference adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
        return decayed -> {
            double[] moments = new double[2];
            double decay = decayed ? weightDecay : 0;
            return (theta, gradient, rate, step) -> {
                double g = decoupled ? gradient : gradient + decay * theta;
                double shrunk = decoupled ? theta * (1 - rate * decay) : theta;
                moments[0] = beta1 * moments[0] + (1 - beta1) * g;
                moments[1] = beta2 * moments[1] + (1 - beta2) * g * g;
                double mean = moments[0] / (1 - Math.pow(beta1, step));
                double square = moments[1] / (1 - Math.pow(beta2, step));
                return shrunk - rate * mean / (Math.sqrt(square) + epsilon);
            };
        };
    }

    /**
     * Liu et al. 2020, algorithm 2, as in PyTorch: rectified where ρ_t &gt; 5 (4 in the paper), and √v + ε with its bias
     * corrected, {@code (√v + ε) / √(1 − β₂ᵗ)}; decay as in {@link #adam}.
     */
    static Reference radam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
        return decayed -> {
            double[] moments = new double[2];
            double decay = decayed ? weightDecay : 0;
            double rhoInfinity = 2 / (1 - beta2) - 1;
            return (theta, gradient, rate, step) -> {
                double g = decoupled ? gradient : gradient + decay * theta;
                double shrunk = decoupled ? theta * (1 - rate * decay) : theta;
                moments[0] = beta1 * moments[0] + (1 - beta1) * g;
                moments[1] = beta2 * moments[1] + (1 - beta2) * g * g;
                double mean = moments[0] / (1 - Math.pow(beta1, step));
                double power = Math.pow(beta2, step);
                double rho = rhoInfinity - 2 * step * power / (1 - power);
                if (rho <= 5) {
                    return shrunk - rate * mean;
                }
                double rectification =
                        Math.sqrt((rho - 4) * (rho - 2) * rhoInfinity / ((rhoInfinity - 4) * (rhoInfinity - 2) * rho));
                double root = (Math.sqrt(moments[1]) + epsilon) / Math.sqrt(1 - power);
                return shrunk - rate * rectification * mean / root;
            };
        };
    }

    /** Chen et al. 2023, algorithm 2: the sign is of the old momentum mixed with the gradient; decay is decoupled. */
    static Reference lion(double beta1, double beta2, double weightDecay) {
        return decayed -> {
            double[] momentum = new double[1];
            double decay = decayed ? weightDecay : 0;
            return (theta, gradient, rate, step) -> {
                double direction = Math.signum(beta1 * momentum[0] + (1 - beta1) * gradient);
                momentum[0] = beta2 * momentum[0] + (1 - beta2) * gradient;
                return theta - rate * (direction + decay * theta);
            };
        };
    }

    /** {@link #sgd(double, double, boolean, double)} without dampening. */
    static Reference sgd(double momentum, boolean nesterov, double weightDecay) {
        return sgd(momentum, 0, nesterov, weightDecay);
    }

    /**
     * v ← μ v + (1 − τ) g, but v ← g on the first step; θ ← θ − η v, or θ ← θ − η (g + μ v) with Nesterov; decay added to
     * the gradient of decayed numbers. PyTorch's form.
     */
    static Reference sgd(double momentum, double dampening, boolean nesterov, double weightDecay) {
        return decayed -> {
            double[] velocity = new double[1];
            double decay = decayed ? weightDecay : 0;
            return (theta, gradient, rate, step) -> {
                double g = gradient + decay * theta;
                velocity[0] = step == 1 ? g : momentum * velocity[0] + (1 - dampening) * g;
                return theta - rate * (nesterov ? g + momentum * velocity[0] : velocity[0]);
            };
        };
    }

    /** θ after all steps, for a θ of one group. */
    default double[] run(double[] theta, boolean decayed, double[][] gradients, double[] rates) {
        double[] result = Arrays.copyOf(theta, theta.length);
        for (int i = 0; i < result.length; i++) {
            Rule rule = begin(decayed);
            for (int k = 0; k < gradients.length; k++) {
                result[i] = rule.step(result[i], gradients[k][i], rates[k], k + 1);
            }
        }
        return result;
    }
}
