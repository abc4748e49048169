package dev.rheo.runtime.plugin;

import java.util.List;

/** The plugins that would be loaded are not those of a {@link PluginLock}. */
public final class LockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> differences;

    LockException(List<String> differences) {
        super(String.join("; ", differences));
        this.differences = List.copyOf(differences);
    }

    /** One sentence for each plugin that differs, at least one. */
    public List<String> differences() {
        return differences;
    }
}
