package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.manifest.Inpainting;

/**
 * Entries of samples that are given.
 *
 * @param values in training units, NaN where nothing is given; sample i has row i modulo their number
 * @param inpainting how they act on the other entries
 */
public record Known(Points values, Inpainting inpainting) {
    /** What is given of samples {@code first} … {@code first + n − 1}. */
    Points rows(long first, int n) {
        int[] index = new int[n];
        for (int i = 0; i < n; i++) {
            index[i] = (int) ((first + i) % values.count());
        }
        return values.select(index);
    }
}
