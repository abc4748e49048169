package dev.rheo.runtime.plugin;

import com.google.inject.ProvisionException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;

/** Stands around every construction of a component, because constructors are a plugin's code. */
public final class ComponentGuard {
    private static final int DEEPEST = 50;
    private static final int EXAMINATION = 10;

    private ComponentGuard() {}

    /**
     * Runs {@code construction} with the context class loader of the component's plugin, on a thread of its own.
     *
     * @throws ComponentFailure if it throws anything that the virtual machine survives, or does not return in time. When
     *     components construct each other, the failure names the innermost.
     */
    public static <T> T construct(ComponentEntry component, Callable<T> construction) {
        try {
            return PluginThread.call(nameOf(component), component.type().getClassLoader(), construction);
        } catch (PluginThread.NeverReturned e) {
            throw stuck(component, e);
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            throw failure(component, e);
        }
    }

    /**
     * As {@link #construct}, for other uses of a component, which may take ten times as long.
     *
     * @throws ComponentFailure if it does not return in time
     */
    public static <T> T examine(ComponentEntry component, Callable<T> examination) {
        try {
            return PluginThread.call(
                    nameOf(component), EXAMINATION, component.type().getClassLoader(), examination);
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            String who = "the " + nameOf(component) + " ";
            PluginStatus.Problem problem = e instanceof PluginThread.NeverReturned
                    ? PluginCode.NEVER_RETURNS.problem(who + e.getMessage(), "report it to its author")
                    : PluginCode.CONSTRUCTION_FAILED.problem(
                            who + "failed: " + Faults.sayWithRoot(e), "report it to its author");
            throw new ComponentFailure(component, problem, e);
        }
    }

    private static ComponentFailure failure(ComponentEntry component, Throwable thrown) {
        Throwable own = thrown;
        Throwable step = thrown;
        for (int depth = 0; step != null && depth < DEEPEST; depth++) {
            if (step instanceof ComponentFailure inner) {
                return inner;
            }
            step = step.getCause();
        }
        while ((own instanceof InvocationTargetException || own instanceof ProvisionException)
                && own.getCause() != null) {
            own = own.getCause();
        }
        String reason = "the constructor of the " + nameOf(component) + " failed: " + Faults.sayWithRoot(own);
        String remedy = "check the component's options; if they are right, report it to the author of "
                + component.plugin() + " with the log of a run with --debug";
        return new ComponentFailure(component, PluginCode.CONSTRUCTION_FAILED.problem(reason, remedy), own);
    }

    private static ComponentFailure stuck(ComponentEntry component, PluginThread.NeverReturned problem) {
        String reason = "the constructor of the " + problem.what() + " " + problem.getMessage();
        String remedy = "check the component's options; if they are right, report it to the author of the plugin. A"
                + " constructor that is only slow is given more time with RHEO_JAVA_OPTS=-D" + PluginThread.SECONDS
                + "=300";
        return new ComponentFailure(component, PluginCode.NEVER_RETURNS.problem(reason, remedy), problem);
    }

    private static String nameOf(ComponentEntry component) {
        return "%s %s (%s, plugin %s)"
                .formatted(
                        component.kind().title(),
                        component.name(),
                        component.type().getName(),
                        component.plugin());
    }
}
