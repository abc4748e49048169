package example.ortools;

import dev.rheo.testkit.coupling.CouplingConformance;
import dev.rheo.testkit.coupling.CouplingSubject;
import java.util.List;

class AssignmentCouplingTest extends CouplingConformance {
    @Override
    protected List<Subject<CouplingSubject>> subjects() {
        AssignmentCoupling.Config config = new AssignmentCoupling.Config(40);
        return List.of(new Subject<>(
                "40 bits", CouplingSubject.of(new AssignmentCoupling(config), config.traits())));
    }
}
