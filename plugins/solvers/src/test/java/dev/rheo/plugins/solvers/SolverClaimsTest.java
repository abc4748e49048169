package dev.rheo.plugins.solvers;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.SolverClaims;
import dev.rheo.testkit.solver.SolverSubject;
import java.util.List;

class SolverClaimsTest extends Conformance<SolverSubject> {
    @Override
    protected List<Rule<SolverSubject>> rules() {
        return SolverClaims.all();
    }

    @Override
    protected List<Subject<SolverSubject>> subjects() {
        return SolverSubjects.all().entrySet().stream()
                .map(entry -> new Subject<>(entry.getKey(), entry.getValue()))
                .toList();
    }
}
