package dev.rheo.api.graph;

/**
 * What an operation of a graph yields. Belongs to the builder that made it; operations of another builder refuse it.
 * Identity is the builder and the number within it.
 */
public final class Value {
    private final Object owner;
    private final int id;
    private final Shape shape;
    private final Dtype dtype;

    Value(Object owner, int id, Shape shape, Dtype dtype) {
        this.owner = owner;
        this.id = id;
        this.shape = shape;
        this.dtype = dtype;
    }

    /** The number of the node that yields this value; nodes are numbered in the order of their evaluation. */
    public int id() {
        return id;
    }

    public Shape shape() {
        return shape;
    }

    public Dtype dtype() {
        return dtype;
    }

    boolean ownedBy(Object builder) {
        return owner == builder;
    }

    @Override
    public String toString() {
        return "v" + id + shape;
    }
}
