package dev.rheo.runtime.program;

import dev.rheo.api.graph.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the cotangents of one reverse pass; what nobody asked for is never computed. */
final class Cotangents {
    private final Algebra algebra;
    private final BitSet needed;
    private final Map<Integer, Value> sums = new HashMap<>();

    Cotangents(Algebra algebra, BitSet needed) {
        this.algebra = algebra;
        this.needed = needed;
    }

    /** Adds a contribution to {@code to} if it is a value on the way to what is differentiated by. */
    void give(@Nullable Object to, Supplier<Value> contribution) {
        if (to instanceof Value value && needed.get(value.id())) {
            Value g = algebra.sumTo(contribution.get(), value.shape());
            sums.merge(value.id(), g, (p, q) -> algebra.add(p, q));
        }
    }

    @Nullable
    Value of(int id) {
        return sums.get(id);
    }
}
