package dev.rheo.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a plugin, computed when first asked for (a plugin's private libraries may have hundreds of megabytes,
 * and most commands never need it). Thread-safe.
 *
 * <p>For a single jar it is the digest of the file. For a folder it is the digest of the lines {@code digest  path} of its files
 * in path order, that is of what {@code sha256sum} prints for them.
 */
public final class PluginDigest {
    private final Supplier<String> computation;
    private @Nullable String hex;

    private PluginDigest(Supplier<String> computation) {
        this.computation = computation;
    }

    static PluginDigest known(String hex) {
        return new PluginDigest(() -> hex);
    }

    static PluginDigest of(PluginCandidate candidate) {
        boolean single = candidate.libraries().isEmpty() && Files.isRegularFile(candidate.main());
        return new PluginDigest(() -> {
            try {
                return single ? file(candidate.main()) : listing(candidate);
            } catch (IOException | UncheckedIOException e) {
                return "";
            }
        });
    }

    /** Lower-case hexadecimal; empty if the files could not be read. */
    public synchronized String hex() {
        String known = hex;
        if (known == null) {
            known = computation.get();
            hex = known;
        }
        return known;
    }

    private static String listing(PluginCandidate candidate) throws IOException {
        StringBuilder lines = new StringBuilder();
        Path main = candidate.main();
        if (Files.isDirectory(main)) {
            append(lines, main, filesBelow(main), "");
        } else {
            append(lines, parentOf(main), List.of(main), "");
        }
        for (Path library : candidate.libraries()) {
            append(lines, parentOf(library), List.of(library), "lib/");
        }
        return hex(sha256().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(StringBuilder lines, Path base, List<Path> files, String prefix) throws IOException {
        for (Path file : files) {
            String name = base.relativize(file).toString().replace('\\', '/');
            lines.append(file(file)).append("  ").append(prefix).append(name).append('\n');
        }
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String file(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
