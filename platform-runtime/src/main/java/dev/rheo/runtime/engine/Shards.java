package dev.rheo.runtime.engine;

/**
 * How the gradient of a minibatch is computed: of all its rows together, or of equal parts of them at the same time, each by a
 * thread of its own. Parts are right for losses that are means over the rows.
 *
 * @param count the parts; 1 for all rows together, on the calling thread
 * @param threads what one operation of a part may use
 */
public record Shards(int count, int threads) {
    /** All rows together, with the threads of who calls. */
    public static final Shards NONE = new Shards(1, 1);

    public Shards {
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException("There are no " + count + " shards of " + threads + " threads.");
        }
    }
}
