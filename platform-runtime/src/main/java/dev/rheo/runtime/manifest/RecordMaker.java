package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Problems;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.Severity;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Constructs records and lets them check themselves: the only place where binding runs foreign code. */
final class RecordMaker {
    private final Binding binding;

    RecordMaker(Binding binding) {
        this.binding = binding;
    }

    Optional<Object> make(ConfigSchema schema, @Nullable Object[] parts, Scope scope) {
        try {
            return Optional.of(PluginContext.call(schema.type().getClassLoader(), () -> {
                Object made = schema.construct(parts);
                if (made instanceof ComponentConfig config) {
                    config.check(new Reports(scope));
                }
                return made;
            }));
        } catch (InvocationTargetException e) {
            binding.report(refused(scope, e.getCause() == null ? e : e.getCause()));
        } catch (Throwable e) {
            binding.report(fault(scope, e));
        }
        return Optional.empty();
    }

    private Diagnostic refused(Scope scope, Throwable cause) {
        if (!(cause instanceof IllegalArgumentException) || cause.getMessage() == null) {
            return fault(scope, cause);
        }
        String problem = scope.title() + " refuses its options: " + Faults.printable(cause.getMessage());
        return Diagnostic.error(ManifestCode.INVALID_OPTIONS, scope.mark(), problem, "", describe(scope));
    }

    private static String describe(Scope scope) {
        ComponentEntry entry = scope.component();
        return entry == null
                ? "Correct the options."
                : "Correct the options; 'rheo describe " + entry.kind().name() + " " + entry.name()
                        + "' explains them.";
    }

    private static Diagnostic fault(Scope scope, Throwable cause) {
        ComponentEntry entry = scope.component();
        Faults.rethrowIfFatal(cause);
        String problem = scope.title() + " failed while reading its options: " + Faults.say(cause);
        String remedy = entry == null
                ? "Report it; --debug shows more."
                : "Report it to the author of plugin '" + entry.plugin() + "'; --debug shows more.";
        String because = "That is a mistake in the component, not in the manifest.";
        return Diagnostic.error(ManifestCode.COMPONENT_FAULT, scope.mark(), problem, because, remedy);
    }

    /** Gives what a configuration reports its place. */
    private final class Reports implements Problems {
        private final Scope scope;

        Reports(Scope scope) {
            this.scope = scope;
        }

        @Override
        public void error(String option, String problem, String remedy) {
            add(ManifestCode.OPTION_RULE, Severity.ERROR, option, problem, remedy);
        }

        @Override
        public void warning(String option, String problem, String remedy) {
            add(ManifestCode.OPTION_ADVICE, Severity.WARNING, option, problem, remedy);
        }

        private void add(ManifestCode code, Severity severity, String option, String problem, String remedy) {
            String place = option;
            Mark mark = null;
            while (mark == null && !place.isEmpty()) {
                mark = binding.sources().mark(SourceMap.join(scope.place(), place));
                place = place.substring(0, Math.max(0, place.lastIndexOf('.')));
            }
            String text = scope.title() + ": " + (option.isEmpty() ? "" : "'" + option + "': ") + problem;
            binding.report(new Diagnostic(code, severity, mark == null ? scope.mark() : mark, text, "", remedy));
        }
    }
}
