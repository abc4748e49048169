package dev.rheo.runtime.embed;

import java.nio.file.Path;

/** Opens trained models. */
public final class Rheo {
    private Rheo() {}

    /**
     * Opens a run directory, or a file that {@code rheo export} wrote as TorchScript or safetensors, with the plugins of the
     * distribution that this class was loaded from.
     *
     * @throws RheoException if it cannot be opened
     */
    public static RheoModel open(Path model) {
        return opening(model).open();
    }

    /** As {@link #open}, with options. */
    public static Opening opening(Path model) {
        return new Opening(model);
    }
}
