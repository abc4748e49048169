package dev.rheo.plugins.solvers;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.StepRules;
import dev.rheo.testkit.solver.StepSubject;
import java.util.List;
import java.util.stream.IntStream;

class AdamsConformanceTest extends Conformance<StepSubject> {
    @Override
    protected List<Rule<StepSubject>> rules() {
        return StepRules.all();
    }

    @Override
    protected List<Subject<StepSubject>> subjects() {
        return IntStream.rangeClosed(2, 4)
                .mapToObj(order -> new Subject<>("adams-bashforth " + order, subject(order)))
                .toList();
    }

    /**
     * At most four evaluations a step, which are those of the start. The rules measure over 16 … 128 steps, where order 4 has
     * not quite set in; {@link AdamsBashforthTest} sees it in finer steps.
     */
    private static StepSubject subject(int order) {
        return new StepSubject(
                steps -> new AdamsBashforth(new AdamsBashforth.Config(order, steps)),
                new AdamsBashforth.Config(order, 1).traits(),
                Math.min(order, 3.5),
                4);
    }
}
