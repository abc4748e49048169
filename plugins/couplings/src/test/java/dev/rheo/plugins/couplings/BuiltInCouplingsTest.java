package dev.rheo.plugins.couplings;

import dev.rheo.plugins.couplings.MinibatchOtCoupling.Pairs;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Solver;
import dev.rheo.testkit.coupling.CouplingConformance;
import dev.rheo.testkit.coupling.CouplingSubject;
import java.util.List;

class BuiltInCouplingsTest extends CouplingConformance {
    @Override
    protected List<Subject<CouplingSubject>> subjects() {
        return List.of(
                new Subject<>("independent", Subjects.independent()),
                new Subject<>("minibatch-ot", Subjects.minibatchOt()),
                new Subject<>(
                        "minibatch-ot within labels", Subjects.minibatchOt(Solver.ASSIGNMENT, true, Pairs.PERMUTATION)),
                new Subject<>(
                        "minibatch-ot with replacement",
                        Subjects.minibatchOt(Solver.AUTO, false, Pairs.WITH_REPLACEMENT)),
                new Subject<>(
                        "minibatch-ot within labels with replacement",
                        Subjects.minibatchOt(Solver.AUTO, true, Pairs.WITH_REPLACEMENT)),
                new Subject<>("sinkhorn", Subjects.sinkhorn(false, SinkhornCoupling.Pairs.ROW_CONDITIONAL)),
                new Subject<>("sinkhorn categorical", Subjects.sinkhorn(false, SinkhornCoupling.Pairs.CATEGORICAL)),
                new Subject<>(
                        "sinkhorn within labels", Subjects.sinkhorn(true, SinkhornCoupling.Pairs.ROW_CONDITIONAL)));
    }
}
