package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.StepRules;
import dev.rheo.testkit.solver.StepSubject;
import java.util.List;

class StepConformanceTest extends Conformance<StepSubject> {
    @Override
    protected List<Rule<StepSubject>> rules() {
        return StepRules.all();
    }

    @Override
    protected List<Subject<StepSubject>> subjects() {
        return Subjects.all();
    }
}
