package dev.rheo.runtime.plugin;

import java.util.List;

/** Thrown by a check that ends the examination of a candidate; never leaves the package. */
final class PluginRejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<PluginStatus.Problem> problems;

    PluginRejection(PluginCode code, String reason, String remedy) {
        this(List.of(code.problem(reason, remedy)));
    }

    PluginRejection(List<PluginStatus.Problem> problems) {
        super(problems.get(0).reason(), null, false, false);
        this.problems = List.copyOf(problems);
    }

    List<PluginStatus.Problem> problems() {
        return problems;
    }
}
