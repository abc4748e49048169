package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records to JSON files and back. Every file carries {@code formatVersion}: a newer one is refused with a word about it;
 * fields that this version does not know are passed over. Thread-safe.
 */
public final class JsonFiles {
    static final String VERSION = "formatVersion";

    private static final long MAX_SIZE = 256L << 20;

    /** Immutable, and dear to build. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static final ObjectWriter PRETTY = MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT);

    private final AtomicFiles files;

    public JsonFiles(AtomicFiles files) {
        this.files = files;
    }

    /** A record as indented JSON, ending in a line end. */
    public static String text(Object content) {
        return PRETTY.writeValueAsString(content) + "\n";
    }

    void write(Path target, String what, Object content) {
        files.write(target, what, text(content));
    }

    <T> T read(Path path, String what, int version, Class<T> type) {
        return convert(tree(bytes(path, what), path, what, version), path, what, type);
    }

    /**
     * A record from JSON that stands inside another file.
     *
     * @param file the file, for messages
     * @param what the record in a reader's words
     * @throws StoreException if it is not of that type, or of a newer version
     */
    public static <T> T parse(String json, Path file, String what, int version, Class<T> type) {
        return convert(tree(json.getBytes(StandardCharsets.UTF_8), file, what, version), file, what, type);
    }

    byte[] bytes(Path path, String what) {
        try {
            if (Files.size(path) > MAX_SIZE) {
                throw Faults.damaged(what, path, "it is larger than any that Rheo writes");
            }
            return Files.readAllBytes(path);
        } catch (IOException fault) {
            throw Faults.reading(what, path, fault);
        }
    }

    static JsonNode tree(byte[] json, Path path, String what, int version) {
        JsonNode tree = tree(json, path, what);
        requireVersion(tree, path, what, version);
        return tree;
    }

    static JsonNode tree(byte[] json, Path path, String what) {
        try {
            return MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JacksonException broken) {
            throw Faults.damaged(what, path, "it is not valid JSON (" + broken.getOriginalMessage() + ")");
        }
    }

    static void requireVersion(JsonNode tree, Path path, String what, int version) {
        JsonNode found = tree.path(VERSION);
        if (!found.isInt() || found.intValue() < 1) {
            throw Faults.damaged(what, path, "it has no " + VERSION);
        }
        if (found.intValue() > version) {
            throw new NewerFormatException(what, path, found.intValue(), version);
        }
    }

    /** Files have these only where there are any. */
    private static void complete(JsonNode part) {
        if (part instanceof ObjectNode facts && facts.has("labelCounts")) {
            for (String list : List.of("columns", "raster")) {
                if (!facts.has(list)) {
                    facts.putArray(list);
                }
            }
            if (!facts.has("conditions")) {
                facts.putNull("conditions");
            }
        }
        if (part instanceof ObjectNode whole && whole.has(VERSION)) {
            for (String optional : List.of("latents", "autoencoder")) {
                if (!whole.has(optional)) {
                    whole.putNull(optional);
                }
            }
        }
    }

    static <T> T convert(JsonNode tree, Path path, String what, Class<T> type) {
        try {
            complete(tree);
            complete(tree.path("data"));
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException | IllegalArgumentException | NullPointerException wrong) {
            String why = wrong instanceof JacksonException broken ? broken.getOriginalMessage() : wrong.getMessage();
            throw Faults.damaged(what, path, "its content is not as expected (" + why + ")");
        }
    }
}
