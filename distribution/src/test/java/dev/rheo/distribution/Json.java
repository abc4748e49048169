package dev.rheo.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON as maps and lists. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) {
        return MAPPER.readValue(text, Map.class);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(String text) {
        return MAPPER.readValue(text, List.class);
    }

    static Map<String, Object> file(Path file) {
        try {
            return object(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
