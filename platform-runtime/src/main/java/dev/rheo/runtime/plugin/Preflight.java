package dev.rheo.runtime.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Examines one candidate by reading its bytes: no class is loaded, nothing is unpacked, and nothing is read beyond
 * limits. What passes can be handed to PF4J, which treats every mistake as one of the whole set of plugins.
 */
final class Preflight {
    private static final int DESCRIPTOR_LIMIT = 64 << 10;
    private static final int INDEX_LIMIT = 1 << 20;
    private static final int ENTRY_LIMIT = 100_000;
    private static final long UNPACKED_LIMIT = 8L << 30;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final String VERSIONS = "META-INF/versions/";
    private static final Pattern VERSIONED = Pattern.compile("^" + VERSIONS + "\\d+/");

    private final DescriptorReader descriptors;
    private final ClassFileVersion java = ClassFileVersion.running();

    /** @param spi the running platform's SPI version */
    Preflight(String spi) {
        this.descriptors = new DescriptorReader(spi);
    }

    /** What the examination found. */
    sealed interface Verdict {}

    /** A candidate that is in order by itself; whether its dependencies are is another question. */
    record Passed(PluginCandidate candidate, Descriptor descriptor, List<String> componentClasses) implements Verdict {
        PluginStatus status(PluginStatus.State state, List<String> dependencies, List<PluginStatus.Problem> problems) {
            return Preflight.status(candidate, descriptor, state, dependencies, problems);
        }

        PluginStatus rejected(PluginStatus.Problem problem) {
            return status(PluginStatus.State.REJECTED, List.of(), List.of(problem));
        }
    }

    record Refused(PluginStatus status) implements Verdict {}

    Verdict examine(PluginCandidate candidate) {
        try (PluginContents contents = open(candidate, candidate.main())) {
            return examine(candidate, contents);
        } catch (PluginRejection e) {
            return new Refused(PluginStatus.rejected(candidate.location(), e.problems()));
        } catch (IOException | RuntimeException e) {
            return new Refused(PluginStatus.rejected(candidate.location(), List.of(damaged(e))));
        }
    }

    private Verdict examine(PluginCandidate candidate, PluginContents contents) throws PluginRejection, IOException {
        DescriptorReader.Reading reading = descriptors.read(descriptor(contents));
        Descriptor descriptor = reading.descriptor();
        List<PluginStatus.Problem> problems = new ArrayList<>(reading.problems());
        List<String> classes = List.of();
        try {
            checkEntries(contents.entries(), "", problems);
            classes = componentClasses(contents);
            checkClassVersions(contents, classes, problems);
            checkLibraries(candidate, problems);
        } catch (PluginRejection e) {
            problems.addAll(e.problems());
        } catch (IOException | RuntimeException e) {
            problems.add(damaged(e));
        }
        return problems.isEmpty()
                ? new Passed(candidate, descriptor, classes)
                : new Refused(status(candidate, descriptor, PluginStatus.State.REJECTED, List.of(), problems));
    }

    private static void checkLibraries(PluginCandidate candidate, List<PluginStatus.Problem> problems)
            throws PluginRejection, IOException {
        for (Path library : candidate.libraries()) {
            try (PluginContents jar = open(candidate, library)) {
                checkEntries(jar.entries(), "lib/" + library.getFileName() + " ", problems);
            }
        }
    }

    private static PluginStatus status(
            PluginCandidate candidate,
            Descriptor descriptor,
            PluginStatus.State state,
            List<String> dependencies,
            List<PluginStatus.Problem> problems) {
        String name = String.valueOf(candidate.location().getFileName());
        return new PluginStatus(
                descriptor.id().isEmpty() ? name : descriptor.id(),
                descriptor.version(),
                descriptor.description(),
                descriptor.license(),
                candidate.location(),
                PluginDigest.of(candidate),
                state,
                dependencies,
                problems);
    }

    private static PluginContents open(PluginCandidate candidate, Path file) throws PluginRejection {
        try {
            return PluginContents.open(file);
        } catch (IOException | RuntimeException e) {
            boolean library = candidate.libraries().contains(file);
            throw new PluginRejection(
                    PluginCode.NOT_A_JAR,
                    (library ? "lib/" : "") + file.getFileName() + " is not a readable jar: " + Faults.say(e),
                    "build or download it again, or remove it");
        }
    }

    private static PluginStatus.Problem damaged(Exception e) {
        return PluginCode.NOT_A_JAR.problem(
                "an entry cannot be read: " + Faults.sayWithRoot(e), "build or download the plugin again");
    }

    private static byte[] descriptor(PluginContents contents) throws PluginRejection, IOException {
        byte[] content = contents.head(DescriptorReader.FILE, DESCRIPTOR_LIMIT + 1)
                .orElseThrow(() -> new PluginRejection(
                        PluginCode.NO_DESCRIPTOR,
                        "there is no " + DescriptorReader.FILE + " at its root",
                        "write src/main/resources/" + DescriptorReader.FILE
                                + "; if this is a library, move it into the lib/ of the plugin's folder"));
        checkLength(content, DESCRIPTOR_LIMIT, DescriptorReader.FILE);
        return content;
    }

    private static void checkLength(byte[] content, int limit, String name) throws PluginRejection {
        if (content.length > limit) {
            throw new PluginRejection(
                    PluginCode.TOO_LARGE,
                    name + " is larger than " + (limit >> 10) + " KB",
                    "build the plugin anew; if it comes from somebody else, distrust it");
        }
    }

    private static void checkEntries(
            List<PluginContents.Entry> entries, String where, List<PluginStatus.Problem> problems)
            throws PluginRejection {
        if (entries.size() > ENTRY_LIMIT) {
            throw new PluginRejection(
                    PluginCode.TOO_LARGE,
                    where + "has " + entries.size() + " entries, more than " + ENTRY_LIMIT,
                    "split it, or leave out what is not code");
        }
        long unpacked = 0;
        Map<String, String> bundled = new TreeMap<>();
        for (PluginContents.Entry entry : entries) {
            checkName(entry.name(), where);
            unpacked += Math.max(0, entry.size());
            if (unpacked > UNPACKED_LIMIT || unpacked < 0) {
                throw new PluginRejection(
                        PluginCode.TOO_LARGE,
                        where + "unpacks to more than " + (UNPACKED_LIMIT >> 30) + " GB",
                        "leave data and weights out of the plugin; if it comes from somebody else, distrust it");
            }
            noteBundled(entry.name(), bundled);
        }
        bundled.forEach((artifact, example) -> problems.add(PluginCode.SHARED_CLASSES_BUNDLED.problem(
                where + "contains classes of " + artifact + ", which the platform shares, for example " + example,
                "give " + artifact + " the scope provided in the plugin's build, or exclude it from shading")));
    }

    private static void checkName(String name, String where) throws PluginRejection {
        boolean unsafe = name.startsWith("/") || name.contains("\\") || name.indexOf('\0') >= 0;
        if (name.contains("..")) {
            unsafe |= List.of(name.split("/")).contains("..");
        }
        if (unsafe || DRIVE.matcher(name).matches()) {
            throw new PluginRejection(
                    PluginCode.UNSAFE_ENTRY,
                    where + "has the entry " + Faults.printable(name) + ", which points outside of the jar",
                    "do not use this file: no build tool writes such a name");
        }
    }

    private static void noteBundled(String name, Map<String, String> bundled) {
        int slash = name.lastIndexOf('/');
        if (slash > 0 && name.endsWith(".class")) {
            String path = name.startsWith(VERSIONS) ? VERSIONED.matcher(name).replaceFirst("") : name;
            int end = path.lastIndexOf('/');
            String packageName = end < 0 ? "" : path.substring(0, end).replace('/', '.');
            SharedPackages.bundledArtifact(packageName)
                    .ifPresent(artifact -> bundled.putIfAbsent(artifact, Faults.printable(name)));
        }
    }

    private static List<String> componentClasses(PluginContents contents) throws PluginRejection, IOException {
        String name = ComponentIndex.FILE;
        byte[] content = contents.head(name, INDEX_LIMIT + 1).orElse(new byte[0]);
        checkLength(content, INDEX_LIMIT, name);
        List<String> classes = ComponentIndex.read(content);
        if (classes.isEmpty()) {
            throw new PluginRejection(
                    PluginCode.NO_COMPONENT_INDEX,
                    name + " is missing or empty, so no component can be found",
                    "annotate the components with @RheoComponent, and on JDK 23 or later switch annotation processing"
                            + " on: compiler option -proc:full, in Maven maven.compiler.proc=full");
        }
        return classes;
    }

    private void checkClassVersions(PluginContents contents, List<String> classes, List<PluginStatus.Problem> problems)
            throws IOException {
        for (String type : classes) {
            byte[] head = contents.head(type.replace('.', '/') + ".class", ClassFileVersion.HEADER)
                    .orElse(new byte[0]);
            var tooNew = ClassFileVersion.of(head).filter(version -> !java.canLoad(version));
            if (tooNew.isPresent()) {
                problems.add(PluginCode.CLASS_TOO_NEW.problem(
                        type + " was compiled for Java " + tooNew.get().java() + ", but this is Java " + java.java(),
                        "compile the plugin with --release 17 (Maven: maven.compiler.release), or run on Java "
                                + tooNew.get().java()));
                return;
            }
        }
    }
}
