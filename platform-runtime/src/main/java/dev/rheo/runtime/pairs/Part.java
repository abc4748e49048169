package dev.rheo.runtime.pairs;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.concurrent.Callable;

/**
 * A component that takes part in making minibatches. Its code runs with its plugin's context class loader, and what it
 * throws says which component and which minibatch.
 *
 * @param title what messages call it: {@code coupling 'minibatch-ot'}
 * @param component the component, or what the host made of it
 * @param loader the class loader of its plugin
 */
public record Part<C>(String title, C component, ClassLoader loader) {
    /** A component as the manifest names it. */
    public static <K extends Component> Part<K> of(ComponentRef<K> ref, K component) {
        String title = KindInfo.of(ref.kind()).name() + " '" + ref.name() + "'";
        return new Part<>(title, component, component.getClass().getClassLoader());
    }

    /** What the host made of the component takes its place. */
    public <D> Part<D> as(D made) {
        return new Part<>(title, made, loader);
    }

    /**
     * Calls the component for a minibatch (counted from 0, said from 1).
     *
     * @throws CouplingException if it gave one
     * @throws PairException for anything else that the virtual machine survives
     */
    <T> T call(long minibatch, Callable<T> work) {
        try {
            return PluginContext.call(loader, work);
        } catch (CouplingException e) {
            CouplingException placed = new CouplingException(text(minibatch) + e.getMessage());
            placed.initCause(e);
            throw placed;
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            if (e instanceof OutOfMemoryError memory) {
                throw memory;
            }
            throw new PairException(text(minibatch) + Faults.say(e), e);
        }
    }

    private String text(long minibatch) {
        return title + " failed at minibatch " + (minibatch + 1) + ": ";
    }
}
