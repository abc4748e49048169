package dev.rheo.runtime.pairs;

import dev.rheo.api.objective.MinibatchWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Keeps copies of what an objective writes. */
final class Minibatch implements MinibatchWriter {
    final Map<String, float[]> floats = new TreeMap<>();
    final Map<String, int[]> integers = new TreeMap<>();

    @Override
    public void floats(String input, float[] values) {
        floats.put(input, values.clone());
    }

    @Override
    public void integers(String input, int[] values) {
        integers.put(input, values.clone());
    }

    /** Bit for bit. */
    String text() {
        StringBuilder text = new StringBuilder();
        floats.forEach((name, values) -> text.append(name).append(Arrays.toString(values)));
        integers.forEach((name, values) -> text.append(name).append(Arrays.toString(values)));
        return text.toString();
    }
}
