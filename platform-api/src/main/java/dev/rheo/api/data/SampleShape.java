package dev.rheo.api.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of one sample, without the batch: {@code (d)} for vectors, {@code (channels, height, width)} for
 * images.
 */
public record SampleShape(List<Integer> dimensions) {
    public SampleShape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("a sample needs at least one dimension, all positive: " + dimensions);
        }
    }

    public static SampleShape of(int... dimensions) {
        return new SampleShape(Arrays.stream(dimensions).boxed().toList());
    }

    /** Numbers per sample. */
    public int size() {
        return Math.toIntExact(dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact));
    }

    public int rank() {
        return dimensions.size();
    }

    /** Whether samples are pictures: three dimensions, the first being 1 or 3 channels. */
    public boolean isImage() {
        return rank() == 3 && (dimensions.get(0) == 1 || dimensions.get(0) == 3);
    }

    /** For messages: {@code 1x8x8}. */
    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
