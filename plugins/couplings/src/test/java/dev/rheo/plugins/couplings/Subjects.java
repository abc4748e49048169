package dev.rheo.plugins.couplings;

import dev.rheo.testkit.coupling.CouplingSubject;
import org.jspecify.annotations.Nullable;

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

    static CouplingSubject classConditionalOt(@Nullable Double mismatch) {
        ClassConditionalOtCoupling.Config config =
                new ClassConditionalOtCoupling.Config(mismatch, MinibatchOtCoupling.Pairs.PERMUTATION, Transport.USUAL);
        return CouplingSubject.of(new ClassConditionalOtCoupling(config), config.traits());
    }

    static CouplingSubject otherCost(Cost cost) {
        MinibatchOtCoupling.Config config = new MinibatchOtCoupling.Config(
                MinibatchOtCoupling.Solver.AUTO, false, MinibatchOtCoupling.Pairs.PERMUTATION, new Transport(cost, 0));
        return CouplingSubject.of(new MinibatchOtCoupling(config), config.traits());
    }

    static CouplingSubject partialOt(double mass, SinkhornCoupling.Pairs pairs) {
        PartialOtCoupling.Config config = new PartialOtCoupling.Config(mass, pairs, Transport.USUAL);
        return CouplingSubject.unbalanced(
                new PartialOtCoupling(config),
                config.traits(),
                CouplingSubject.of(
                        new PartialOtCoupling(new PartialOtCoupling.Config(1, pairs, Transport.USUAL)),
                        minibatchOt().traits()));
    }

    static CouplingSubject unbalancedSinkhorn(SinkhornCoupling.Pairs pairs) {
        UnbalancedSinkhornCoupling.Config config = unbalancedConfig(1, 2, pairs);
        return CouplingSubject.unbalanced(
                new UnbalancedSinkhornCoupling(config),
                config.traits(),
                new CouplingSubject(
                        new UnbalancedSinkhornCoupling(unbalancedConfig(1, 1e6, pairs)),
                        sinkhorn(false, pairs).traits(),
                        lambda -> new UnbalancedSinkhornCoupling(
                                unbalancedConfig(lambda, 1e6 * Math.max(1, lambda), pairs))));
    }

    private static UnbalancedSinkhornCoupling.Config unbalancedConfig(
            double lambda, double penalty, SinkhornCoupling.Pairs pairs) {
        return new UnbalancedSinkhornCoupling.Config(lambda, penalty, 1e-6, 1000, pairs, Transport.USUAL);
    }
}
