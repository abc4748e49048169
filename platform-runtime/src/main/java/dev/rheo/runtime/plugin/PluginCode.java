package dev.rheo.runtime.plugin;

import dev.rheo.runtime.diagnostic.DiagnosticCode;

/** What can be wrong with a plugin or one of its components. Codes are stable; {@code rheo explain} prints the explanation. */
public enum PluginCode implements DiagnosticCode {
    DIRECTORY_UNREADABLE("RHEO-P001", "A plugin directory cannot be read", """
            Rheo looks for plugins in the distribution's plugins/ folder and in every folder given with --plugins. This
            one does not exist, is not a folder, or may not be listed. Plugins of the other folders are unaffected."""),
    NOT_A_JAR("RHEO-P002", "A file is not a readable jar", """
            The file ends in .jar but is not a complete zip archive: a truncated download, an error page saved under
            the name of a jar, or a file that may not be read. `unzip -t FILE` shows the same. A plugin folder is
            refused as a whole when one of the jars in its lib/ is damaged, because its classes could not work."""),
    TOO_LARGE("RHEO-P003", "A plugin exceeds the size limits", """
            Plugins are read with limits, so that a hostile or broken file can neither fill the memory nor stall every
            command: 64 KB for plugin.properties, 1 MB for META-INF/extensions.idx, 100 000 entries and 8 GB unpacked
            for a jar. Data and model weights do not belong inside a plugin; let an option name their path."""),
    UNSAFE_ENTRY("RHEO-P004", "A jar has an entry that points outside of it", """
            An entry's name is absolute, has a `..` step or a backslash. No build tool writes such names; they are how
            archives write over files elsewhere when unpacked. Rheo never unpacks a jar by itself but refuses it."""),
    NO_MAIN_JAR("RHEO-P005", "A plugin folder has no main jar", """
            A plugin with private dependencies is a folder `name-version/` that holds `plugin.jar` (or exactly one jar
            of any name) and its dependencies in `lib/`. A development plugin is a project folder with compiled
            classes in target/classes, or that classes folder itself."""),
    NOT_UNPACKED("RHEO-P006", "A plugin archive was not unpacked", """
            A zip is how a plugin with private dependencies travels. To be used it has to be unpacked into a folder
            `name-version/{plugin.jar, lib/*.jar}` below the plugins folder."""),
    NO_DESCRIPTOR("RHEO-P010", "A jar has no plugin.properties", """
            Every plugin carries a descriptor plugin.properties at the root of its jar, written in
            src/main/resources. A jar without one is usually an ordinary library: the private dependencies of a plugin
            belong in the lib/ of the plugin's folder, not beside the plugins."""),
    DESCRIPTOR_UNREADABLE("RHEO-P011", "A plugin.properties cannot be read", """
            The descriptor is a Java properties file in UTF-8. It has bytes that are not UTF-8, or a malformed \\uXXXX
            escape."""),
    UNKNOWN_KEY("RHEO-P012", "A plugin.properties has an unknown key", """
            Known keys are plugin.id, plugin.version, plugin.requires, plugin.description, plugin.license (all
            required), plugin.provider and plugin.dependencies. Unknown ones are refused because a misspelt
            plugin.requires would otherwise silently switch a check off. There is no plugin.class: a Rheo plugin has no
            start or stop code, its components are constructed when a run needs them."""),
    MISSING_KEY("RHEO-P013", "A plugin.properties lacks a required key", """
            plugin.id, plugin.version, plugin.requires, plugin.description and plugin.license are required: they are
            what users see in `rheo plugins` and what a run records about the code that produced it."""),
    BAD_ID("RHEO-P014", "A plugin id is not valid", """
            plugin.id is how manifests, lock files and other plugins refer to a plugin: lower case letters, digits,
            dots and hyphens, beginning with a letter, at most 64 characters, for example acme-paths."""),
    BAD_VERSION("RHEO-P015", "A plugin version is not valid", """
            plugin.version is a semantic version: major.minor.patch, optionally with -prerelease and +build. A value
            like ${project.version} means that the build did not filter its resources."""),
    BAD_SPI_RANGE("RHEO-P016", "The range of platform versions is not valid", """
            plugin.requires says with which versions of the SPI (dev.rheo.api) the plugin works. It needs an upper bound,
            because a new major version may change any interface: `^1.0.0` (all of 1.x), `~1.2.0` (1.2.x) or
            `>=1.0.0 & <3.0.0`. A bare version such as 1.3.0 is refused: PF4J takes it for `>=1.3.0`, without a bound."""),
    SPI_MISMATCH("RHEO-P017", "A plugin was made for another platform version", """
            The range in plugin.requires does not contain the version of the running platform. Classes of such a plugin
            may call methods that do not exist here, so none of them is loaded."""),
    BAD_DEPENDENCY("RHEO-P018", "A plugin's dependency is not well-formed", """
            plugin.dependencies is a comma-separated list of `id@range`, for example acme-base@^1.0.0. A question mark
            after the id (`acme-base?@^1.0.0`) makes it optional; `*` accepts every version."""),
    DEPENDENCY_MISSING("RHEO-P020", "A plugin's dependency is not installed", """
            The plugin uses classes of another plugin that is in none of the plugin folders. Plugins are not
            downloaded by themselves: whoever installs one installs what it depends on too."""),
    DEPENDENCY_VERSION("RHEO-P021", "A plugin's dependency has another version", """
            The plugin uses classes of another plugin, which is installed in a version outside the range that
            plugin.dependencies states."""),
    DEPENDENCY_CYCLE("RHEO-P022", "Plugins depend on each other in a circle", """
            No order exists in which these plugins could be loaded. What they share belongs in a plugin of its own, on
            which all of them depend."""),
    DEPENDENCY_REJECTED("RHEO-P023", "A plugin's dependency was rejected", """
            The plugin itself is in order, but a plugin whose classes it uses was rejected. Mend that one first."""),
    DUPLICATE_PLUGIN("RHEO-P024", "A plugin is installed twice", """
            Two candidates have the same plugin.id. One of them is used: a development plugin before an installed one,
            then the newer version, then the folder named first (the distribution's plugins/, then --plugins in the
            order of the command line), then the file name in alphabetical order. The other is rejected."""),
    SHARED_CLASSES_BUNDLED("RHEO-P030", "A plugin bundles classes that the platform shares", """
            The SPI, DJL, PF4J, SLF4J and jakarta.inject exist once, in the platform: an object of a plugin's own copy
            of an interface is not an instance of the platform's. They have scope `provided` (Maven) or compileOnly
            (Gradle) in a plugin's build; shading plugins have to leave them out. Every other library may be bundled in
            any version."""),
    NO_COMPONENT_INDEX("RHEO-P031", "A plugin lists no components", """
            Components are found through META-INF/extensions.idx, which PF4J's annotation processor writes for every
            class annotated with @RheoComponent. It is missing or empty when no class is annotated, or when annotation
            processing did not run: JDK 23 and later switch it off unless the compiler is called with -proc:full
            (Maven: the property maven.compiler.proc=full and maven-compiler-plugin 3.13 or later) and pf4j is on the
            processor path."""),
    CLASS_TOO_NEW("RHEO-P032", "A plugin was compiled for a newer Java", """
            The class files of the plugin's components have a version that the running Java cannot load. Rheo runs on
            Java 17 and later; plugins compiled with --release 17 (Maven: maven.compiler.release) run everywhere."""),
    LOAD_FAILED("RHEO-P033", "A plugin could not be loaded", """
            The plugin passed the checks, but reading it failed nevertheless, for instance because its file changed
            meanwhile. If that is not so, the reason given is worth a bug report."""),
    CLASS_MISSING("RHEO-P040", "A listed component class does not exist", """
            META-INF/extensions.idx names a class that is not in the plugin. An incremental build left the index of an
            earlier compilation, or the class was removed while shrinking the jar. A clean build mends both."""),
    CLASS_UNUSABLE("RHEO-P041", "A component class cannot be loaded", """
            The Java virtual machine refused the component's class or one that it needs: a class of a library that is
            neither bundled nor in lib/, a class compiled for a newer Java, or damaged byte code. Plugins see the JDK,
            the SPI, DJL's API, PF4J, SLF4J and jakarta.inject; anything else (Guice, Jackson, YAML, the DJL engine
            included) they have to bring themselves."""),
    STATIC_INITIALISER_FAILED("RHEO-P042", "A component's static initialiser failed", """
            Code that runs when the class is loaded (static fields, static blocks) threw an exception. Component
            classes are loaded by every command, so nothing that can fail, take time or need files belongs there;
            constructors are the place for it."""),
    NOT_ANNOTATED("RHEO-P043", "A listed class is not annotated with @RheoComponent", """
            META-INF/extensions.idx names the class, but @RheoComponent is absent: annotated with PF4J's @Extension
            only, or the index was written by hand. The annotation gives the component its name and summary."""),
    BAD_COMPONENT_NAME("RHEO-P044", "A component name is not valid", """
            Names of components are written in manifests: lower case letters, digits and single hyphens, at most 64
            characters, for example minibatch-ot. A name must not read as a number, true, false or null in YAML."""),
    WRONG_KIND("RHEO-P045", "A component class does not implement exactly one kind", """
            A component fills one slot of the manifest and therefore implements the interface of exactly one kind
            (probability path, coupling, network …). `rheo components` lists the kinds. Two roles are two classes, which may
            share a third."""),
    CLASS_SHAPE("RHEO-P046", "A component class has the wrong shape", """
            A component is a concrete final class, public or package-private; nested classes have to be static and must
            not be private. To vary a component give it an option or wrap it; inheritance between components
            makes the configuration record of the one depend on the other."""),
    CONSTRUCTOR_SHAPE("RHEO-P047", "A component has no usable constructor", """
            Exactly one constructor is annotated with jakarta.inject.Inject (neither javax.inject nor Guice's own
            annotation, which plugins do not share with the platform). It takes the component's configuration record
            and whatever else it needs: components of earlier kinds, Components, RandomStreams."""),
    CONFIG_SHAPE("RHEO-P048", "A component's configuration record is not valid", """
            The options of a component are one record that implements ComponentConfig, whose components carry @Option
            with types that a manifest can express. A component without options takes no configuration at all."""),
    DUPLICATE_COMPONENT("RHEO-P049", "Two components of a kind have the same name", """
            A name means one component within its kind. The one found first stays (the distribution's plugins, then those of
            --plugins in the order of the command line, then development plugins); the other is left out. Prefix
            the name with that of your plugin, for example acme-linear."""),
    CONSTRUCTION_FAILED("RHEO-P050", "A component's constructor failed", """
            The component's class is in order, but its constructor threw an exception while the experiment was put together.
            With --debug the whole stack trace is in the log. A constructor that refuses a configuration should do so in
            the record (constructor or check), where the message is shown at the place in the manifest."""),
    NEVER_RETURNS("RHEO-P051", "A plugin's code does not return", """
            A constructor or a static initialiser ran for 30 seconds and had not returned. It may wait for a network, a lock or
            a terminal, or loop. Java cannot stop it: it is left behind, runs on until the process ends, and is not used.
            Both are called by commands that only look, so neither may take long; what takes time belongs where it is used.""");

    private final String id;
    private final String title;
    private final String explanation;

    PluginCode(String id, String title, String explanation) {
        this.id = id;
        this.title = title;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    PluginStatus.Problem problem(String reason, String remedy) {
        return new PluginStatus.Problem(id, reason, remedy);
    }
}
