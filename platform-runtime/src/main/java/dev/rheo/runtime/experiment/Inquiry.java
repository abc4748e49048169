package dev.rheo.runtime.experiment;

import dev.rheo.api.component.Component;
import dev.rheo.api.data.DataException;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Asks components what planning has to know; whatever their code throws becomes a diagnostic at their place. */
record Inquiry(SourceMap sources, Consumer<Diagnostic> problems) {
    /** The answer; empty if there is none, which has then been reported. */
    <T> Optional<T> ask(String place, Component component, Callable<T> question) {
        try {
            return Optional.of(PluginContext.call(component.getClass().getClassLoader(), question));
        } catch (DataException e) {
            String message = e.getMessage() == null ? Faults.say(e) : e.getMessage();
            problems.accept(Diagnostic.error(ExperimentCode.DATA, sources.mark(place), message, "", e.remedy()));
        } catch (Throwable e) { // plugin code
            Faults.rethrowIfFatal(e);
            problems.accept(Diagnostic.error(
                    ExperimentCode.FAILED,
                    sources.mark(place),
                    component.getClass().getName() + " failed: " + Faults.say(e),
                    "This is code of a plugin; it was asked whether it fits, and gave no answer.",
                    "Check the component's options; if they are right, report it to its author."));
        }
        return Optional.empty();
    }
}
