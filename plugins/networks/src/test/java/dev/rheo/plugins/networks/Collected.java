package dev.rheo.plugins.networks;

import dev.rheo.api.component.Problems;
import java.util.List;

/** Errors as text. */
record Collected(List<String> errors) implements Problems {
    @Override
    public void error(String option, String problem, String remedy) {
        errors.add(option + ": " + problem + "; " + remedy);
    }

    @Override
    public void warning(String option, String problem, String remedy) {
        throw new AssertionError(problem);
    }
}
