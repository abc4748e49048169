package dev.rheo.runtime.program;

import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the cotangents of one reverse pass; what nobody asked for is never computed. */
final class Cotangents {
    private final Algebra algebra;
    private final BitSet needed;
    private final Map<Integer, List<Value>> parts = new HashMap<>();

    Cotangents(Algebra algebra, BitSet needed) {
        this.algebra = algebra;
        this.needed = needed;
    }

    /** Adds a contribution to {@code to} if it is a value on the way to what is differentiated by. */
    void give(@Nullable Object to, Supplier<Value> contribution) {
        if (to instanceof Value value && needed.get(value.id())) {
            Value g = algebra.sumTo(contribution.get(), value.shape());
            parts.computeIfAbsent(value.id(), id -> new ArrayList<>()).add(g);
        }
    }

    /** The sum of what was given so far. */
    @Nullable
    Value of(int id) {
        List<Value> given = parts.get(id);
        if (given == null) {
            return null;
        }
        Value sum = Pieces.sum(algebra, given);
        parts.put(id, new ArrayList<>(List.of(sum)));
        return sum;
    }
}
