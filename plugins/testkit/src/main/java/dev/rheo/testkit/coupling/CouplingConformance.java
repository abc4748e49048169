package dev.rheo.testkit.coupling;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import java.util.List;

/** The test to extend for a plugin's couplings; one subject per configuration worth telling apart. */
public abstract class CouplingConformance extends Conformance<CouplingSubject> {
    @Override
    protected final List<Rule<CouplingSubject>> rules() {
        return CouplingRules.all();
    }
}
