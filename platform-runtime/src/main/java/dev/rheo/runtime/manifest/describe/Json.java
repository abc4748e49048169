package dev.rheo.runtime.manifest.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects whose keys keep their order, so that the same catalogue gives the same file. */
final class Json {
    private Json() {}

    /** Keys and values by turns. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
