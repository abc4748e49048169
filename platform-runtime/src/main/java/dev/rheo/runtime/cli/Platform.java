package dev.rheo.runtime.cli;

import dev.rheo.runtime.check.CheckCode;
import dev.rheo.runtime.diagnostic.DiagnosticCodes;
import dev.rheo.runtime.experiment.ExperimentCode;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.PluginLoading;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.plugin.LockException;
import dev.rheo.runtime.plugin.PluginCode;
import dev.rheo.runtime.plugin.PluginLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plugins of one command, loaded. */
final class Platform implements AutoCloseable {
    private final LoadedPlugins plugins;
    private final Schemas schemas;

    private Platform(LoadedPlugins plugins, Schemas schemas) {
        this.plugins = plugins;
        this.schemas = schemas;
    }

    /** Loads the distribution's plugins, then those that the options name. */
    static Platform open(Installation installation, Shared shared) {
        return open(installation, shared, List.of());
    }

    /** Beside them the plugin {@code given}, which goes before an installed one of its id. */
    static Platform open(Installation installation, Shared shared, Path given) {
        return open(installation, shared, List.of(given));
    }

    private static Platform open(Installation installation, Shared shared, List<Path> given) {
        List<Path> folders = folders(installation, shared);
        PluginLock lock = shared.locked ? new LockFile(shared.lockFile).read() : null;
        try {
            return new Platform(PluginLoading.load(folders, shared.devPlugins, given, lock), new Schemas());
        } catch (LockException e) {
            throw new Complaint(
                    ExitCode.PLUGIN,
                    "the plugins are not those of " + shared.lockFile + ", so none was loaded:\n  "
                            + String.join("\n  ", e.differences()),
                    "bring the plugins back, or, if the change is meant, write the lock file anew with"
                            + " 'rheo plugins lock'",
                    e);
        }
    }

    private static List<Path> folders(Installation installation, Shared shared) {
        List<Path> folders = new ArrayList<>(installation.plugins());
        for (Path folder : shared.plugins) {
            if (!Files.isDirectory(folder)) {
                throw new Complaint(
                        ExitCode.USAGE,
                        "--plugins " + folder + ": there is no such folder",
                        "give a folder that holds plugin jars");
            }
            folders.add(folder);
        }
        return folders;
    }

    static DiagnosticCodes codes() {
        return DiagnosticCodes.of(
                ManifestCode.values(), CheckCode.values(), ExperimentCode.values(), PluginCode.values());
    }

    Catalogue catalogue() {
        return plugins.catalogue();
    }

    Schemas schemas() {
        return schemas;
    }

    Binder binder() {
        return new Binder(catalogue(), schemas);
    }

    ExperimentReader reader() {
        return new ExperimentReader(catalogue(), schemas);
    }

    @Override
    public void close() {
        plugins.close();
    }
}
