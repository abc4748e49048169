package dev.rheo.runtime.plugin;

import dev.rheo.runtime.diagnostic.Suggestion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** Reads {@code plugin.properties} strictly: every mistake in it at once. */
final class DescriptorReader {
    static final String FILE = "plugin.properties";

    private static final List<String> REQUIRED =
            List.of("plugin.id", "plugin.version", "plugin.requires", "plugin.description", "plugin.license");
    private static final List<String> KNOWN = List.of(
            "plugin.id",
            "plugin.version",
            "plugin.requires",
            "plugin.description",
            "plugin.license",
            "plugin.provider",
            "plugin.dependencies");

    private final Versions versions = new Versions();
    private final String spi;

    /** @param spi the running platform's SPI version */
    DescriptorReader(String spi) {
        this.spi = spi;
    }

    /** What could be read, valid or not: for listings the id and version of a rejected plugin are worth having. */
    record Reading(Descriptor descriptor, List<PluginStatus.Problem> problems) {}

    Reading read(byte[] content) throws PluginRejection {
        Properties properties = load(content);
        List<PluginStatus.Problem> problems = new ArrayList<>();
        checkKeys(properties, problems);
        checkId(value(properties, "plugin.id"), problems);
        checkVersion(value(properties, "plugin.version"), problems);
        checkRequires(value(properties, "plugin.requires"), problems);
        Descriptor descriptor = new Descriptor(
                shown(properties, "plugin.id"),
                shown(properties, "plugin.version"),
                value(properties, "plugin.requires"),
                shown(properties, "plugin.description"),
                shown(properties, "plugin.provider"),
                shown(properties, "plugin.license"),
                dependencies(value(properties, "plugin.dependencies"), problems));
        return new Reading(descriptor, problems);
    }

    private static Properties load(byte[] content) throws PluginRejection {
        Properties properties = new Properties();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            properties.load(new StringReader(text));
            return properties;
        } catch (CharacterCodingException e) {
            throw new PluginRejection(
                    PluginCode.DESCRIPTOR_UNREADABLE, FILE + " is not UTF-8 text", "save it in UTF-8 and rebuild");
        } catch (IOException | IllegalArgumentException e) {
            throw new PluginRejection(
                    PluginCode.DESCRIPTOR_UNREADABLE,
                    FILE + " is malformed: " + Faults.say(e),
                    "write backslashes twice, and \\u with four hexadecimal digits");
        }
    }

    private void checkKeys(Properties properties, List<PluginStatus.Problem> problems) {
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (!KNOWN.contains(key)) {
                String meant = suggestion(key)
                        .map(known -> "did you mean " + known + "?")
                        .orElse("remove it; known keys are " + String.join(", ", KNOWN));
                problems.add(
                        PluginCode.UNKNOWN_KEY.problem(FILE + " has the unknown key " + Faults.printable(key), meant));
            }
        }
        for (String key : REQUIRED) {
            if (value(properties, key).isEmpty()) {
                problems.add(PluginCode.MISSING_KEY.problem(
                        FILE + " has no " + key, "add a line " + key + "=" + example(key)));
            }
        }
    }

    private static Optional<String> suggestion(String key) {
        return key.length() > PluginId.LONGEST ? Optional.empty() : Suggestion.of(key, KNOWN);
    }

    private String example(String key) {
        return switch (key) {
            case "plugin.id" -> "acme-paths";
            case "plugin.version" -> "1.0.0";
            case "plugin.requires" -> "^" + spi;
            case "plugin.license" -> "Apache-2.0";
            default -> "one sentence for listings";
        };
    }

    private static void checkId(String id, List<PluginStatus.Problem> problems) {
        if (!id.isEmpty() && !PluginId.isValid(id)) {
            problems.add(PluginCode.BAD_ID.problem(
                    "plugin.id \"" + Faults.printable(id) + "\" is not a valid id",
                    "use lower case letters, digits, dots and hyphens, beginning with a letter: acme-paths"));
        }
    }

    private void checkVersion(String version, List<PluginStatus.Problem> problems) {
        if (version.isEmpty() || versions.isVersion(version)) {
            return;
        }
        problems.add(PluginCode.BAD_VERSION.problem(
                "plugin.version \"" + Faults.printable(version) + "\" is not a semantic version",
                version.contains("${")
                        ? "let the build filter " + FILE + " so that the placeholder is replaced"
                        : "write major.minor.patch, for example 1.0.0"));
    }

    private void checkRequires(String range, List<PluginStatus.Problem> problems) {
        String remedy = "write plugin.requires=^" + spi + " for every version compatible with " + spi;
        String shown = "plugin.requires \"" + Faults.printable(range) + "\"";
        if (range.isEmpty()) {
            return;
        }
        if (!versions.isRange(range)) {
            problems.add(PluginCode.BAD_SPI_RANGE.problem(shown + " is not a version range", remedy));
        } else if (versions.isBare(range)) {
            problems.add(PluginCode.BAD_SPI_RANGE.problem(shown + " is a single version, not a range", remedy));
        } else if (!versions.isBounded(range)) {
            problems.add(PluginCode.BAD_SPI_RANGE.problem(shown + " has no upper bound", remedy));
        } else if (!versions.contains(range, spi)) {
            problems.add(PluginCode.SPI_MISMATCH.problem(
                    "made for platform versions " + range + ", but this is " + spi,
                    "install a version of the plugin made for " + spi + ", or a platform in the range " + range));
        }
    }

    private List<Descriptor.Dependency> dependencies(String text, List<PluginStatus.Problem> problems) {
        List<Descriptor.Dependency> dependencies = new ArrayList<>();
        if (text.isBlank()) {
            return dependencies;
        }
        for (String item : text.split(",", -1)) {
            String[] parts = item.strip().split("@", 2);
            boolean optional = parts[0].endsWith("?");
            String id = optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
            String range = parts.length == 1 ? "*" : parts[1];
            if (!PluginId.isValid(id) || !versions.isRange(range)) {
                problems.add(PluginCode.BAD_DEPENDENCY.problem(
                        "plugin.dependencies has the malformed item \"" + Faults.printable(item.strip()) + "\"",
                        "write id@range, for example acme-base@^1.0.0, separated by commas"));
            } else {
                dependencies.add(new Descriptor.Dependency(id, range, optional));
            }
        }
        return dependencies;
    }

    private static String value(Properties properties, String key) {
        return properties.getProperty(key, "").strip();
    }

    private static String shown(Properties properties, String key) {
        return Faults.printable(value(properties, key));
    }
}
