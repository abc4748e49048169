package dev.rheo.runtime.plugin;

import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/** Semantic versions and ranges, as PF4J understands them, without its surprises. */
public final class Versions {
    private static final int LONGEST = 200;
    private static final String BEYOND_EVERY_BOUND = "999999999.0.0";
    private static final Pattern SEMVER = Pattern.compile(
            "(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
    private static final Pattern BARE = Pattern.compile("\\s*\\d+(\\.\\d+){0,2}\\s*");

    private final VersionManager versions = new DefaultVersionManager();

    public boolean isVersion(String text) {
        return text.length() <= LONGEST && SEMVER.matcher(text).matches() && isParsable(text, ">=0.0.0");
    }

    /** Whether {@code range} can be parsed. The length is bounded because the parser recurses on parentheses. */
    public boolean isRange(String range) {
        return range.equals("*") || isParsable("1.0.0", range);
    }

    /** Whether {@code range} is a version without an operator, which PF4J takes for a lower bound in one place and for equality in another. */
    public boolean isBare(String range) {
        return BARE.matcher(range).matches();
    }

    boolean isBounded(String range) {
        return !contains(range, BEYOND_EVERY_BOUND);
    }

    /** Both arguments have to be valid. */
    public boolean contains(String range, String version) {
        return versions.checkVersionConstraint(version, range);
    }

    int compare(String one, String other) {
        return versions.compareVersions(one, other);
    }

    private boolean isParsable(String version, String range) {
        if (range.isBlank() || range.length() > LONGEST) {
            return false;
        }
        try {
            versions.checkVersionConstraint(version, range);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }
}
