package dev.rheo.runtime.plugin;

import com.google.inject.ProvisionException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;

/** Stands around every construction of a component, because constructors are a plugin's code. */
public final class ComponentGuard {
    private static final int DEEPEST = 50;

    private ComponentGuard() {}

    /**
     * Runs {@code construction} with the context class loader of the component's plugin.
     *
     * @throws ComponentFailure if it throws anything that the virtual machine survives. When components construct each
     *     other, the failure names the innermost.
     */
    public static <T> T construct(ComponentEntry component, Callable<T> construction) {
        try {
            return PluginContext.call(component.type().getClassLoader(), construction);
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            throw failure(component, e);
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
        String reason = "the constructor of the %s %s (%s, plugin %s) failed: %s"
                .formatted(
                        component.kind().title(),
                        component.name(),
                        component.type().getName(),
                        component.plugin(),
                        Faults.sayWithRoot(own));
        String remedy = "check the component's options; if they are right, report it to the author of "
                + component.plugin() + " with the log of a run with --debug";
        return new ComponentFailure(component, PluginCode.CONSTRUCTION_FAILED.problem(reason, remedy), own);
    }
}
