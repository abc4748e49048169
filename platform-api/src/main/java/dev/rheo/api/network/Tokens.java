package dev.rheo.api.network;

/**
 * The sequence of tokens that a network is conditioned on, such as the words of a caption.
 *
 * @param length tokens of each sequence, 0 for a network without
 * @param vocabulary how many tokens there are: whole numbers in [0, vocabulary)
 * @param nullable whether {@code vocabulary} itself stands for "withheld", in all places of a sequence at once
 */
public record Tokens(int length, int vocabulary, boolean nullable) {
    /** No tokens. */
    public static final Tokens NONE = new Tokens(0, 0, false);

    public Tokens {
        if (length < 0 || vocabulary < 0 || (length > 0) != (vocabulary > 0)) {
            throw new IllegalArgumentException("sequences of " + length + " tokens out of " + vocabulary + " are none");
        }
    }

    /** Rows that an embedding table needs. */
    public int rows() {
        return nullable ? vocabulary + 1 : vocabulary;
    }
}
