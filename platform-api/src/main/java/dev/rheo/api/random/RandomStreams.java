package dev.rheo.api.random;

/**
 * The root of all randomness of one run. Immutable and thread-safe.
 *
 * @param seed the run's seed
 */
public record RandomStreams(long seed) {
    /**
     * The draws of one purpose at one step. Two purposes, or two steps, never share a draw.
     *
     * @param purpose a stable name, for instance {@code "source"}
     * @param step the step that the draws belong to, 0 ≤ step &lt; 2⁵⁶
     */
    public Draws at(String purpose, long step) {
        return new Draws(key(purpose), step);
    }

    private long key(String purpose) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, then a finaliser that spreads it over all 64 bits
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
        }
        return mix(mix(seed + 0x9e3779b97f4a7c15L) ^ hash);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
