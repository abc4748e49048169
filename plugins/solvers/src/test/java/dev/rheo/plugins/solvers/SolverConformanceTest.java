package dev.rheo.plugins.solvers;

import dev.rheo.api.sample.Solver;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.SolverRules;
import java.util.List;

class SolverConformanceTest extends Conformance<Solver> {
    @Override
    protected List<Rule<Solver>> rules() {
        return SolverRules.all();
    }

    @Override
    protected List<Subject<Solver>> subjects() {
        return SolverSubjects.all().entrySet().stream()
                .map(entry -> new Subject<>(entry.getKey(), entry.getValue().solver()))
                .toList();
    }
}
