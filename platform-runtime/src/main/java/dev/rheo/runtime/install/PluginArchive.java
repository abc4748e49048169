package dev.rheo.runtime.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip in which a plugin with private libraries travels: {@code plugin.jar} and {@code lib/*.jar}, in one folder or at the
 * root. Nothing else is unpacked, so no name in it can lead anywhere.
 */
final class PluginArchive {
    private static final long LARGEST = 8L << 30;
    private static final int MOST_ENTRIES = 10_000;

    /** What is in it are jars, which are packed already. */
    private static final long MOST_GROWTH = 100;

    private static final long HARMLESS = 64L << 20;

    private PluginArchive() {}

    /** Unpacks into the folder {@code into}, which exists and is empty. */
    static void unpack(Path zip, Path into) throws IOException, InstallException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            if (file.size() > MOST_ENTRIES) {
                throw refused(zip, "has " + file.size() + " entries");
            }
            String root = root(zip, file);
            Enumeration<? extends ZipEntry> entries = file.entries();
            long largest = Math.min(LARGEST, Math.max(HARMLESS, MOST_GROWTH * Files.size(zip)));
            long budget = largest;
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    String name = checked(zip, entry.getName(), root);
                    Path target = into.resolve(name);
                    Files.createDirectories(into.resolve("lib"));
                    try (InputStream in = file.getInputStream(entry);
                            OutputStream out = Files.newOutputStream(target)) {
                        budget -= copy(in, out, budget);
                    }
                    if (budget < 0) {
                        throw refused(zip, "unpacks to more than " + (largest >> 20) + " MB");
                    }
                }
            }
        }
    }

    /** What comes before {@code plugin.jar}: nothing or {@code folder/}. */
    private static String root(Path zip, ZipFile file) throws InstallException {
        return file.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals("plugin.jar") || name.matches("[^/\\\\]+/plugin\\.jar"))
                .findFirst()
                .map(name -> name.substring(0, name.length() - "plugin.jar".length()))
                .orElseThrow(() -> refused(zip, "has no plugin.jar"));
    }

    private static String checked(Path zip, String name, String root) throws InstallException {
        String inner = name.startsWith(root) ? name.substring(root.length()) : "";
        if (inner.equals("plugin.jar") || inner.matches("lib/[A-Za-z0-9_][A-Za-z0-9_.+-]*\\.jar")) {
            return inner;
        }
        throw refused(zip, "has the entry " + name.replaceAll("\\p{Cntrl}", "?") + ", which has no place in a plugin");
    }

    private static InstallException refused(Path zip, String why) {
        return new InstallException(
                zip.getFileName() + " " + why,
                "a plugin's zip holds plugin.jar and lib/*.jar, in one folder or at its root; if it comes from somebody else,"
                        + " distrust it");
    }

    /** Copies until the end or until the limit is passed. */
    private static long copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int n = in.read(buffer); n >= 0 && copied <= limit; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            copied += n;
        }
        return copied;
    }
}
