package dev.rheo.api.graph;

import ai.djl.nn.Block;
import java.util.function.Supplier;

/**
 * A block of DJL as an operation of a graph. Identity tells blocks apart.
 *
 * @param made gives a new one that was not initialised; its parameters have the same names and shapes each time
 */
public record DjlBlock(Supplier<Block> made) {
    /** The operation: arguments are the block, its parameters, its inputs, and which of its results is meant. */
    public static final String CALL = "call_block";

    /** The same for all blocks, so that two definitions of one network read alike. */
    @Override
    public String toString() {
        return "DjlBlock";
    }
}
