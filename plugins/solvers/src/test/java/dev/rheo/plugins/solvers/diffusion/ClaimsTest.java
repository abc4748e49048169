package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.SolverClaims;
import dev.rheo.testkit.solver.SolverSubject;
import java.util.List;

class ClaimsTest extends Conformance<SolverSubject> {
    @Override
    protected List<Rule<SolverSubject>> rules() {
        return SolverClaims.all();
    }

    @Override
    protected List<Subject<SolverSubject>> subjects() {
        return Subjects.all().stream()
                .map(subject -> new Subject<>(
                        subject.name(),
                        new SolverSubject(
                                subject.component().withSteps().apply(10),
                                subject.component().traits())))
                .toList();
    }
}
