package dev.rheo.plugins.optimizers;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.optimize.OptimizerRules;
import dev.rheo.testkit.optimize.OptimizerSubject;
import dev.rheo.testkit.optimize.Reference;
import java.util.List;

class OptimizerConformanceTest extends Conformance<OptimizerSubject> {
    @Override
    protected List<Rule<OptimizerSubject>> rules() {
        return OptimizerRules.all();
    }

    @Override
    protected List<Subject<OptimizerSubject>> subjects() {
        return List.of(
                adam(1e-2, 0.9, 0.999, 1e-8, 0),
                adam(1e-2, 0.8, 0.95, 1e-3, 0.1),
                adamW(1e-2, 0.9, 0.999, 1e-8, 0),
                adamW(3e-2, 0.9, 0.99, 1e-3, 0.3),
                radam(0.9, 0.999, 1e-8, 0, false),
                radam(0.9, 0.999, 1e-8, 0.2, true),
                radam(0.8, 0.95, 1e-3, 0.1, false),
                radam(0, 0.7, 1e-3, 0.1, true),
                radam(0.9, 0.99999, 1e-8, 0, false),
                lion(0.9, 0.99, 0),
                lion(0.9, 0.99, 0.3),
                lion(0.6, 0.9, 0.1),
                lion(0, 0, 0),
                sgd(0, 0, false, 0),
                sgd(0, 0, false, 0.2),
                sgd(0.9, 0, false, 0),
                sgd(0.9, 0, true, 0),
                sgd(0.8, 0, true, 0.1),
                sgd(0.9, 0.5, false, 0),
                sgd(0.8, 0.9, false, 0.1));
    }

    private static Subject<OptimizerSubject> adam(
            double rate, double beta1, double beta2, double epsilon, double decay) {
        return new Subject<>(
                "adam, betas " + beta1 + " " + beta2 + ", epsilon " + epsilon + ", decay " + decay,
                new OptimizerSubject(
                        new AdamOptimizer(new AdamOptimizer.Config(rate, beta1, beta2, epsilon, decay)),
                        Reference.adam(beta1, beta2, epsilon, decay, false)));
    }

    private static Subject<OptimizerSubject> adamW(
            double rate, double beta1, double beta2, double epsilon, double decay) {
        return new Subject<>(
                "adamw, betas " + beta1 + " " + beta2 + ", epsilon " + epsilon + ", decay " + decay,
                new OptimizerSubject(
                        new AdamWOptimizer(new AdamWOptimizer.Config(rate, beta1, beta2, epsilon, decay)),
                        Reference.adam(beta1, beta2, epsilon, decay, true)));
    }

    private static Subject<OptimizerSubject> radam(
            double beta1, double beta2, double epsilon, double decay, boolean decoupled) {
        return new Subject<>(
                "radam, betas " + beta1 + " " + beta2 + ", epsilon " + epsilon + ", decay " + decay
                        + (decoupled ? ", decoupled" : ""),
                new OptimizerSubject(
                        new RAdamOptimizer(new RAdamOptimizer.Config(1e-2, beta1, beta2, epsilon, decay, decoupled)),
                        Reference.radam(beta1, beta2, epsilon, decay, decoupled)));
    }

    private static Subject<OptimizerSubject> lion(double beta1, double beta2, double decay) {
        return new Subject<>(
                "lion, betas " + beta1 + " " + beta2 + ", decay " + decay,
                new OptimizerSubject(
                        new Lion(new Lion.Config(1e-2, beta1, beta2, decay)), Reference.lion(beta1, beta2, decay)));
    }

    private static Subject<OptimizerSubject> sgd(double momentum, double dampening, boolean nesterov, double decay) {
        return new Subject<>(
                "sgd, momentum " + momentum + ", dampening " + dampening + (nesterov ? ", nesterov" : "") + ", decay "
                        + decay,
                new OptimizerSubject(
                        new Sgd(new Sgd.Config(1e-2, momentum, dampening, nesterov, decay)),
                        Reference.sgd(momentum, dampening, nesterov, decay)));
    }
}
