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
                        "sinkhorn within labels", Subjects.sinkhorn(true, SinkhornCoupling.Pairs.ROW_CONDITIONAL)),
                new Subject<>(
                        "minibatch-ot by network simplex",
                        Subjects.minibatchOt(Solver.NETWORK_SIMPLEX, false, Pairs.PERMUTATION)),
                new Subject<>("minibatch-ot, euclidean", Subjects.otherCost(Cost.EUCLIDEAN)),
                new Subject<>("minibatch-ot, cosine", Subjects.otherCost(Cost.COSINE)),
                new Subject<>("class-conditional-ot", Subjects.classConditionalOt(null)),
                new Subject<>("class-conditional-ot at a price", Subjects.classConditionalOt(1e6)),
                new Subject<>("partial-ot", Subjects.partialOt(0.8, SinkhornCoupling.Pairs.ROW_CONDITIONAL)),
                new Subject<>("partial-ot categorical", Subjects.partialOt(0.8, SinkhornCoupling.Pairs.CATEGORICAL)),
                new Subject<>(
                        "unbalanced-sinkhorn", Subjects.unbalancedSinkhorn(SinkhornCoupling.Pairs.ROW_CONDITIONAL)),
                new Subject<>(
                        "unbalanced-sinkhorn categorical",
                        Subjects.unbalancedSinkhorn(SinkhornCoupling.Pairs.CATEGORICAL)));
    }
}
