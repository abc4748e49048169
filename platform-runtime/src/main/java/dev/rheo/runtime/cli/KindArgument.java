package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.KindInfo;

/** A component kind named on the command line. */
final class KindArgument {
    private KindArgument() {}

    static KindInfo of(String name, Catalogue catalogue) {
        return catalogue
                .kind(name)
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE,
                        "there is no component kind '" + name + "'",
                        "kinds are "
                                + String.join(
                                        ", ",
                                        catalogue.kinds().stream()
                                                .map(KindInfo::name)
                                                .toList())));
    }
}
