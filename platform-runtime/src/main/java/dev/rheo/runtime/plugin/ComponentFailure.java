package dev.rheo.runtime.plugin;

/** A component of a plugin failed while it was constructed. The cause is the plugin's own exception, for the log. */
public final class ComponentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ComponentEntry component;
    private final transient PluginStatus.Problem problem;

    ComponentFailure(ComponentEntry component, PluginStatus.Problem problem, Throwable cause) {
        super(problem.code() + " " + problem.reason(), cause);
        this.component = component;
        this.problem = problem;
    }

    public ComponentEntry component() {
        return component;
    }

    /** What a user is shown. */
    public PluginStatus.Problem problem() {
        return problem;
    }
}
