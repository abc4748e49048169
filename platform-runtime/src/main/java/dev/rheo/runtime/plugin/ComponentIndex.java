package dev.rheo.runtime.plugin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** PF4J's list of annotated classes: one binary class name a line, {@code #} begins a comment. */
final class ComponentIndex {
    static final String FILE = "META-INF/extensions.idx";

    private static final Pattern COMMENT = Pattern.compile("#.*");

    private ComponentIndex() {}

    static List<String> read(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
