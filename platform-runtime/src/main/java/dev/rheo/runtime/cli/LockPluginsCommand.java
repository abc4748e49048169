package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.PluginFact;
import dev.rheo.runtime.plugin.PluginLock;
import dev.rheo.runtime.plugin.PluginStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo plugins lock}. */
@Command(
        name = "lock",
        description = "Write down the plugins that are used now, so that --locked refuses any others.",
        mixinStandardHelpOptions = true)
final class LockPluginsCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    LockPluginsCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        LockFile file = new LockFile(shared.lockFile);
        List<PluginFact> used;
        try (Platform platform = Platform.open(installation, shared)) {
            used = used(platform.catalogue());
        }
        file.find().ifPresent(before -> before.differences(used)
                .forEach(difference -> console.out().println("changed: before, " + difference)));
        file.write(PluginLock.of(used));
        console.out().println("locked " + used.size() + " plugins in " + shared.lockFile);
        return ExitCode.OK;
    }

    /** Those that would be loaded; of the others it is said that they are left out. */
    private List<PluginFact> used(Catalogue catalogue) {
        catalogue.plugins().stream()
                .filter(plugin -> plugin.state() == PluginStatus.State.REJECTED)
                .forEach(plugin -> console.err()
                        .println("warning: " + plugin.location() + " was rejected and is not locked; 'rheo plugins'"
                                + " says why"));
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.state() != PluginStatus.State.REJECTED)
                .map(this::fact)
                .toList();
    }

    private PluginFact fact(PluginStatus plugin) {
        if (plugin.sha256().isEmpty()) {
            throw new Complaint(
                    ExitCode.FAILED,
                    plugin.location() + " cannot be read, so it cannot be locked",
                    "check that this user may read its files");
        }
        return new PluginFact(plugin.id(), plugin.version(), plugin.sha256());
    }
}
