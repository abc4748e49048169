package dev.rheo.runtime.cli;

import dev.rheo.api.component.SpiVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code rheo --version} prints. */
final class Version implements IVersionProvider {
    static String current() {
        return SpiVersion.current();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"rheo " + current()};
    }
}
