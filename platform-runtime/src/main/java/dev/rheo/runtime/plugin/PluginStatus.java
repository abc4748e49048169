package dev.rheo.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one plugin candidate.
 *
 * @param id the descriptor's id, or the file's name if there is none to read
 * @param version the descriptor's version, empty if unknown
 * @param description the descriptor's description, empty if unknown
 * @param license the descriptor's licence, empty if unknown
 * @param location the jar or directory
 * @param digest of the plugin's files, computed when first asked for
 * @param state {@code OK}; {@code DEGRADED}: some components were left out; {@code REJECTED}: none is used
 * @param dependencies ids of the installed plugins whose classes it may use
 * @param problems why it is not {@code OK}, with what to do
 */
public record PluginStatus(
        String id,
        String version,
        String description,
        String license,
        Path location,
        PluginDigest digest,
        State state,
        List<String> dependencies,
        List<Problem> problems) {
    public enum State {
        OK,
        DEGRADED,
        REJECTED
    }

    /**
     * One reason.
     *
     * @param code stable, for {@code rheo explain}
     * @param reason what is wrong and where
     * @param remedy what to do now
     */
    public record Problem(String code, String reason, String remedy) {}

    public PluginStatus {
        dependencies = List.copyOf(dependencies);
        problems = List.copyOf(problems);
    }

    /** A status whose digest is known beforehand, of a plugin without dependencies. */
    public PluginStatus(
            String id,
            String version,
            String description,
            String license,
            Path location,
            String sha256,
            State state,
            List<Problem> problems) {
        this(id, version, description, license, location, PluginDigest.known(sha256), state, List.of(), problems);
    }

    /** A candidate without a readable descriptor, called by its file's name. */
    static PluginStatus rejected(Path location, List<Problem> problems) {
        Path name = location.toAbsolutePath().normalize().getFileName();
        String id = Faults.printable(name == null ? location.toString() : name.toString());
        return new PluginStatus(id, "", "", "", location, PluginDigest.known(""), State.REJECTED, List.of(), problems);
    }

    /**
     * The SHA-256 of the jar, as {@code sha256sum} prints it; for a plugin of several files that of their listing
     * (see {@link PluginDigest}); empty if unreadable. The first call reads the files.
     */
    public String sha256() {
        return digest.hex();
    }
}
