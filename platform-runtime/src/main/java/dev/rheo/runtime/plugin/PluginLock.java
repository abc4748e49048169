package dev.rheo.runtime.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which plugins may be loaded, by id, version and SHA-256. Its text is a first line {@value #HEADER} and then one line
 * {@code id version sha256} for each plugin, in the order of ids; empty lines and lines that begin with # count for nothing.
 * Immutable.
 */
public final class PluginLock {
    private static final String HEADER = "rheo-plugins-lock 1";
    private static final Pattern LINE = Pattern.compile("(\\S+) +(\\S+) +([0-9a-f]{64})");

    private final SortedMap<String, PluginFact> pins;

    private PluginLock(SortedMap<String, PluginFact> pins) {
        this.pins = Collections.unmodifiableSortedMap(pins);
    }

    /** Exactly these, whose digests are known. */
    public static PluginLock of(Collection<PluginFact> plugins) {
        SortedMap<String, PluginFact> pins = new TreeMap<>();
        plugins.forEach(plugin -> pins.put(plugin.id(), plugin));
        return new PluginLock(pins);
    }

    /**
     * Reads what {@link #lines} gives.
     *
     * @throws IllegalArgumentException if it is anything else; the message names the line
     */
    public static PluginLock parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw new IllegalArgumentException("line 1 is not '" + HEADER + "'");
        }
        SortedMap<String, PluginFact> pins = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher pin = LINE.matcher(line);
                if (!pin.matches()) {
                    throw new IllegalArgumentException("line " + (i + 1) + " is not 'id version sha256'");
                }
                PluginFact fact = new PluginFact(pin.group(1), pin.group(2), pin.group(3));
                if (pins.put(fact.id(), fact) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + " names " + fact.id() + " a second time");
                }
            }
        }
        return new PluginLock(pins);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        pins.values().forEach(pin -> lines.add(pin.id() + " " + pin.version() + " " + pin.sha256()));
        return lines;
    }

    public int size() {
        return pins.size();
    }

    /** In which way plugins are not those of this lock, one sentence each in the order of ids; empty if they are. */
    public List<String> differences(Collection<PluginFact> plugins) {
        SortedMap<String, PluginFact> found = of(plugins).pins;
        SortedSet<String> ids = new TreeSet<>(pins.keySet());
        ids.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String id : ids) {
            difference(pins.get(id), found.get(id), differences);
        }
        return differences;
    }

    private static void difference(@Nullable PluginFact locked, @Nullable PluginFact found, List<String> differences) {
        if (locked == null && found != null) {
            differences.add(found.id() + " " + found.version() + " is not in the lock file");
        } else if (locked != null && found == null) {
            differences.add(locked.id() + " " + locked.version() + " is not here, or was rejected");
        } else if (locked != null && found != null && !locked.version().equals(found.version())) {
            differences.add(
                    locked.id() + " is locked to " + locked.version() + ", but is " + found.version() + " here");
        } else if (locked != null && found != null && !locked.sha256().equals(found.sha256())) {
            differences.add(locked.id() + " " + locked.version() + " has other bytes: sha256 " + locked.sha256()
                    + " is locked, but it is " + (found.sha256().isEmpty() ? "unreadable" : found.sha256()) + " here");
        }
    }

    /** @throws LockException unless {@code plugins} are exactly those of this lock */
    void require(Collection<PluginFact> plugins) {
        List<String> differences = differences(plugins);
        if (!differences.isEmpty()) {
            throw new LockException(differences);
        }
    }
}
