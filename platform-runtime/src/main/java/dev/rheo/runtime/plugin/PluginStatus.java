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
 * @param sha256 of the jar (for a directory plugin: of its jars in name order), empty if unreadable
 * @param state {@code OK}; {@code DEGRADED}: some components were left out; {@code REJECTED}: none is used
 * @param problems why it is not {@code OK}, with what to do
 */
public record PluginStatus(
        String id,
        String version,
        String description,
        String license,
        Path location,
        String sha256,
        State state,
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
        problems = List.copyOf(problems);
    }
}
