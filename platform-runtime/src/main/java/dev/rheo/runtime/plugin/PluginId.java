package dev.rheo.runtime.plugin;

import java.util.regex.Pattern;

/** How a plugin is called: lower case letters, digits, dots and hyphens, beginning with a letter, at most 64 characters. */
public final class PluginId {
    static final int LONGEST = 64;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    private PluginId() {}

    public static boolean isValid(String id) {
        return id.length() <= LONGEST && ID.matcher(id).matches();
    }
}
