package dev.rheo.runtime.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small standalone Maven project: one working component of a kind with a configuration record, its conformance test, an
 * example manifest and a README.
 *
 * <p>What all kinds share is in {@code project/}; a kind is the folder {@code kind/NAME} with three templates,
 * {@code Component.java}, {@code ComponentTest.java}, and the lines of {@code example.yaml} that differ. A further kind
 * is a further folder. Immutable.
 */
public final class PluginProject {
    private static final Pattern NAME = Pattern.compile("@RheoComponent\\(\\s*name = \"([^\"]+)\"");
    private static final String COMPONENT = "/Component.java";
    private static final String TEST = "/ComponentTest.java";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final String component;

    private PluginProject(String component) {
        this.component = component;
    }

    /**
     * What a project is made of.
     *
     * @param id the plugin's id, valid
     * @param kind the kind's name, one that {@link #isKnown}
     * @param title what a reader calls the kind
     * @param platform the version of the platform's artifacts
     * @param spi the version of the platform's interfaces
     * @param home the distribution's folder, absolute
     */
    public record Request(String id, String kind, String title, String platform, String spi, Path home) {}

    /** Whether there are templates for a kind. */
    public static boolean isKnown(String kind) {
        return Template.exists("kind/" + kind + COMPONENT);
    }

    public static PluginProject of(Request request) {
        Template component = Template.of("kind/" + request.kind() + COMPONENT);
        Template test = Template.of("kind/" + request.kind() + TEST);
        JavaPackage home = JavaPackage.of(request.id());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", request.id());
        values.put("package", home.name());
        values.put("folder", home.folder());
        values.put("prefix", request.id().split("[.-]")[0]);
        values.put("title", request.title());
        values.put("platform", request.platform());
        values.put("spi", request.spi());
        values.put("home", escaped(request.home().toString()));
        values.put(
                "repository",
                escaped(request.home().resolve("maven-repository").toUri().toString()));
        values.put("class", component.type());
        values.put("test", test.type());
        values.put("component", new Template("name", component.first(NAME)).fill(values));
        values.put(
                "rules",
                test.text().contains("Conformance<")
                        ? "the rules that every " + request.title() + " satisfies"
                        : "its test");

        PluginProject project = new PluginProject("src/main/java/" + home.folder() + "/" + component.type() + ".java");
        project.add("pom.xml", Template.of("project/pom.xml"), values);
        project.add("README.md", Template.of("project/README.md"), values);
        project.add(".gitignore", Template.of("project/gitignore"), values);
        project.add("src/main/resources/plugin.properties", Template.of("project/plugin.properties"), values);
        project.add(project.component, component, values);
        project.add("src/test/java/" + home.folder() + "/" + test.type() + ".java", test, values);
        project.files.put("example.yaml", example(request.kind(), values));
        return project;
    }

    /** Contents by relative path, with slashes. */
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /** The path of the component's source. */
    public String component() {
        return component;
    }

    /**
     * Writes all files.
     *
     * @param folder absent or empty
     */
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private void add(String path, Template template, Map<String, String> values) {
        files.put(path, template.fill(values));
    }

    /** The shared manifest, with the kind's lines in place of those of the same key. */
    private static String example(String kind, Map<String, String> values) {
        Map<String, String> lines = lines(Template.of("project/example.yaml").fill(values));
        lines.putAll(lines(Template.of("kind/" + kind + "/example.yaml").fill(values)));
        String plugins = lines.remove("plugins");
        return String.join("\n", lines.values()) + "\n" + plugins + "\n";
    }

    private static Map<String, String> lines(String manifest) {
        return manifest.lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')), line -> line, (a, b) -> b, LinkedHashMap::new));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
