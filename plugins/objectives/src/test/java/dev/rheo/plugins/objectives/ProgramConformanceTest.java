package dev.rheo.plugins.objectives;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.objective.ProgramRules;
import dev.rheo.testkit.objective.ProgramSubject;
import java.util.List;

/** Objectives that write their loss themselves. */
class ProgramConformanceTest extends Conformance<ProgramSubject> {
    @Override
    protected List<Rule<ProgramSubject>> rules() {
        return ProgramRules.all();
    }

    @Override
    protected List<Subject<ProgramSubject>> subjects() {
        Paths.Bridge bridge = new Paths.Bridge();
        return List.of(
                new Subject<>(
                        "sf2m, drift",
                        new ProgramSubject(new Sf2m(new Sf2m.Config(Sf2m.Estimate.DRIFT, 1), bridge), bridge)),
                new Subject<>(
                        "sf2m, noise",
                        new ProgramSubject(new Sf2m(new Sf2m.Config(Sf2m.Estimate.NOISE, 0.5), bridge), bridge)));
    }
}
