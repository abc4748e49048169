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
import dev.rheo.runtime.plugin.PluginCode;
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
        return new Platform(PluginLoading.load(folders(installation, shared), shared.devPlugins), new Schemas());
    }

    /** Beside them the plugin {@code given}, which goes before an installed one of its id. */
    static Platform open(Installation installation, Shared shared, Path given) {
        return new Platform(
                PluginLoading.load(folders(installation, shared), shared.devPlugins, List.of(given)), new Schemas());
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
