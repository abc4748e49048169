package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads manifest files and follows {@code extends}. */
public final class ManifestFile {
    /** The largest manifest that is read, in bytes. */
    static final int LARGEST = 1 << 20;

    private final Consumer<Diagnostic> sink;
    private final List<Path> chain = new ArrayList<>();

    private ManifestFile(Consumer<Diagnostic> sink) {
        this.sink = sink;
    }

    /**
     * Reads a file laid over the files that it extends; every mark keeps its own file.
     *
     * @param file as the user named it; messages call it so
     * @param sink gets what is wrong
     * @return the mapping at the top, or empty if there is none to speak of
     */
    public static Optional<Mapping> read(Path file, Consumer<Diagnostic> sink) {
        return new ManifestFile(sink).read(file, file.toString(), null);
    }

    /**
     * Reads a text that is a whole manifest; what it extends is not looked for.
     *
     * @param name what messages call it
     */
    public static Optional<Mapping> parse(String manifest, String name, Consumer<Diagnostic> sink) {
        SourceText source = SourceText.file(name, Path.of("").toAbsolutePath(), manifest);
        return new ManifestFile(sink).mapping(source);
    }

    private Optional<Mapping> read(Path file, String name, @Nullable Mark reference) {
        Optional<Mapping> read = text(file, name, reference).flatMap(this::mapping);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Mapping mapping = read.get();
        Entry base = mapping.entries().get("extends");
        return base == null ? read : extended(file, name, mapping.without("extends"), base.value());
    }

    private Optional<Mapping> mapping(SourceText source) {
        Optional<ManifestNode> read = YamlReader.read(source, sink);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        if (!(read.get() instanceof Mapping mapping)) {
            sink.accept(Diagnostic.error(
                    ManifestCode.WRONG_TYPE,
                    read.get().mark(),
                    "a manifest is a mapping, but this is " + read.get().described(),
                    "",
                    "Begin with 'rheo: 1' and give one 'key: value' a line."));
            return Optional.empty();
        }
        return Optional.of(mapping);
    }

    private Optional<Mapping> extended(Path file, String name, Mapping mapping, ManifestNode base) {
        if (!(base instanceof Scalar scalar) || scalar.type() != Scalar.Type.TEXT) {
            String problem = "'extends' names a file, but this is " + base.described();
            sink.accept(
                    Diagnostic.error(ManifestCode.EXTENDS, base.mark(), problem, "", "Write 'extends: base.yaml'."));
            return Optional.empty();
        }
        try {
            chain.add(file.toRealPath());
            Path sibling = file.resolveSibling(scalar.text());
            String shown =
                    Path.of(name).resolveSibling(scalar.text()).normalize().toString();
            if (Files.exists(sibling) && chain.contains(sibling.toRealPath())) {
                sink.accept(Diagnostic.error(
                        ManifestCode.EXTENDS,
                        base.mark(),
                        "'" + scalar.text() + "' extends itself",
                        "The chain of files leads back to one that it came from.",
                        "Take 'extends' out of one of them."));
                return Optional.empty();
            }
            return read(sibling, shown, base.mark()).map(lower -> (Mapping) Layers.lay(mapping, lower));
        } catch (InvalidPathException | IOException e) {
            sink.accept(unreadable(scalar.text(), base.mark(), e));
            return Optional.empty();
        }
    }

    private Optional<SourceText> text(Path file, String name, @Nullable Mark reference) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it is larger than 1 MiB");
            }
        } catch (IOException e) {
            sink.accept(unreadable(name, reference, e));
            return Optional.empty();
        }
        Path directory = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file.toAbsolutePath());
        return decode(bytes, name, directory);
    }

    private static Diagnostic unreadable(String name, @Nullable Mark reference, Exception e) {
        String reason = e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException ? "this user may not read it" : String.valueOf(e.getMessage());
        String remedy = reference == null
                ? "Check the name; it is resolved against the working directory."
                : "Check the name; it is resolved against the file that it stands in.";
        return Diagnostic.error(
                ManifestCode.UNREADABLE, reference, "cannot read '" + name + "': " + reason, "", remedy);
    }

    private Optional<SourceText> decode(byte[] bytes, String name, Path directory) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        ByteBuffer in = marked ? ByteBuffer.wrap(bytes, 3, bytes.length - 3) : ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        SourceText source = SourceText.file(name, directory, text);
        if (!result.isError()) {
            return Optional.of(source);
        }
        int line = source.lines().size();
        String last = source.line(line);
        Mark mark = new Mark(source, line, last.codePointCount(0, last.length()) + 1, 1);
        String problem = String.format("not UTF-8: the byte 0x%02X here is no character", bytes[in.position()] & 0xFF);
        sink.accept(Diagnostic.error(ManifestCode.ENCODING, mark, problem, "", "Save the file as UTF-8."));
        return Optional.empty();
    }
}
