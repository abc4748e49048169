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
        return List.of(
                new Subject<>("euler", new Euler(new Euler.Config(100))),
                new Subject<>("midpoint", new Midpoint(new Midpoint.Config(50))),
                new Subject<>("heun", new Heun(new Heun.Config(50))),
                new Subject<>("rk4", new Rk4(new Rk4.Config(25))),
                new Subject<>("dopri5", new Dopri5(new Dopri5.Config(1e-5, 1e-5, 10_000))));
    }
}
