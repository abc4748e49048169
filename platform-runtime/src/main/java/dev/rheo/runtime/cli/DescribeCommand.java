package dev.rheo.runtime.cli;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.runtime.manifest.describe.ComponentDescription;
import dev.rheo.runtime.manifest.describe.DescriptionText;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo describe KIND NAME}. */
@Command(name = "describe", description = "Show a component's options and traits.", mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Parameters(index = "0", paramLabel = "KIND", description = "For example path.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "For example cond-ot.")
    String name = "";

    DescribeCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            KindInfo info = KindArgument.of(kind, platform.catalogue());
            ComponentEntry entry = platform.catalogue().find(info, name).orElseThrow(() -> unknown(info, platform));
            ComponentDescription description = ComponentDescription.of(entry, platform.schemas(), platform.binder());
            if (output.json) {
                console.json(description);
            } else {
                console.out().print(DescriptionText.render(description));
                if (info.type() == NetworkArchitecture.class || info.type() == Autoencoder.class) {
                    platform.binder().defaults(entry).ifPresent(defaults -> console.out()
                            .print(costs(entry, defaults, platform)));
                }
            }
            return ExitCode.OK;
        }
    }

    /** An architecture of a plugin may fail here; what is known without it has been said. */
    private static String costs(ComponentEntry entry, ComponentConfig defaults, Platform platform) {
        try {
            return entry.kind().type() == Autoencoder.class
                    ? new AutoencoderCosts(entry, defaults, platform).text()
                    : new NetworkCosts(entry, defaults, platform.schemas()).text();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code
            return "\nIts cost could not be found out: " + Faults.say(e) + "\n";
        }
    }

    private Complaint unknown(KindInfo info, Platform platform) {
        List<String> names =
                platform.catalogue().of(info).stream().map(ComponentEntry::name).toList();
        String rejected = platform.catalogue().rejected().isEmpty()
                ? ""
                : "; rejected plugins may have had it, see 'rheo plugins'";
        return new Complaint(
                ExitCode.USAGE,
                "no " + info.title() + " is called '" + name + "'",
                "installed are " + String.join(", ", names) + rejected);
    }
}
