package dev.rheo.plugins.couplings;

import dev.rheo.testkit.coupling.CouplingSubject;

/** The built-in couplings, configured, as the conformance kit examines them. */
final class Subjects {
    private Subjects() {}

    static CouplingSubject independent() {
        IndependentCoupling.Config config = new IndependentCoupling.Config();
        return CouplingSubject.of(new IndependentCoupling(config), config.traits());
    }

    static CouplingSubject minibatchOt(
            MinibatchOtCoupling.Solver solver, boolean withinLabels, MinibatchOtCoupling.Pairs pairs) {
        MinibatchOtCoupling.Config config =
                new MinibatchOtCoupling.Config(solver, withinLabels, pairs, Transport.USUAL);
        return CouplingSubject.of(new MinibatchOtCoupling(config), config.traits());
    }

    static CouplingSubject minibatchOt() {
        return minibatchOt(MinibatchOtCoupling.Solver.AUTO, false, MinibatchOtCoupling.Pairs.PERMUTATION);
    }

    static CouplingSubject sinkhorn(boolean withinLabels, SinkhornCoupling.Pairs pairs) {
        SinkhornCoupling.Config config = sinkhornConfig(1, withinLabels, pairs);
        return new CouplingSubject(
                new SinkhornCoupling(config),
                config.traits(),
                lambda -> new SinkhornCoupling(sinkhornConfig(lambda, withinLabels, pairs)));
    }

    static SinkhornCoupling.Config sinkhornConfig(double lambda, boolean withinLabels, SinkhornCoupling.Pairs pairs) {
        return new SinkhornCoupling.Config(
                lambda, null, 1e-6, 1000, withinLabels, pairs, SinkhornCoupling.Unconverged.REFUSE, Transport.USUAL);
    }
}
