package dev.rheo.plugins.couplings;

import java.util.Arrays;

/** Cells with mass as adjacency lists over rows and columns: at most twice as many links as nodes. */
final class Adjacency {
    /** The end of a list. */
    static final int NONE = -1;

    private final int[] first;
    private final int[] next;
    private final int[] end;
    private final long[] mass;
    private int count;

    Adjacency(int nodes) {
        first = new int[nodes];
        Arrays.fill(first, NONE);
        next = new int[2 * nodes];
        end = new int[2 * nodes];
        mass = new long[2 * nodes];
    }

    void add(int row, int column, long moved) {
        half(row, column, moved);
        half(column, row, moved);
    }

    private void half(int from, int to, long moved) {
        end[count] = to;
        mass[count] = moved;
        next[count] = first[from];
        first[from] = count++;
    }

    /** The first link of a node, or {@link #NONE}. */
    int first(int node) {
        return first[node];
    }

    /** The link after one of the same node, or {@link #NONE}. */
    int next(int link) {
        return next[link];
    }

    /** The node at the other end. */
    int end(int link) {
        return end[link];
    }

    long mass(int link) {
        return mass[link];
    }
}
