package dev.rheo.api.component;

/**
 * The version of the interfaces in {@code dev.rheo.api}. A plugin's descriptor states the range it works with
 * ({@code plugin.requires}, for example {@code ^1.0.0}).
 */
public final class SpiVersion {
    private SpiVersion() {}

    /** The version of the running platform, {@code major.minor.patch}. A method, so that no compiler inlines it into plugins. */
    public static String current() {
        return "1.0.0";
    }
}
